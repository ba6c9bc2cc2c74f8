from .article import Article
from .author import Author, Byline
from .history import Correction, PlacementChange, StateChange
from .questions import State
from .redirect import Redirect
from .revision import Revision
from .site import SiteSettings
from .source import Attachment, BundleImage, ShownImage, SourceFile
from .taxonomy import ArticleCategory, ArticleTopic, Category, Tag, TaggedArticle, Topic

__all__ = [
    "Article",
    "ArticleCategory",
    "ArticleTopic",
    "Attachment",
    "Author",
    "BundleImage",
    "Byline",
    "Category",
    "Correction",
    "PlacementChange",
    "Redirect",
    "Revision",
    "ShownImage",
    "SiteSettings",
    "SourceFile",
    "State",
    "StateChange",
    "Tag",
    "TaggedArticle",
    "Topic",
]
