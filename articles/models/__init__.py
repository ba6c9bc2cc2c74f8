from .article import Article
from .author import Author, Byline
from .front_page import FrontPage
from .history import Correction, PlacementChange, StateChange
from .house_word import HouseWord
from .import_run import ImportRun
from .link import IgnoredAddress, Link, LinkedAddress
from .merge import KeptApart, MergedTerm, TermMerge
from .newsroom import BulkRefusal, BulkRun, SavedTab
from .notification import Notification, NotificationChoice
from .page import PageImage, PageVersion, StaticPage
from .planned import Heartbeat, PlannedStep
from .preference import WritingPreference
from .presence import Presence
from .preview_link import PreviewLink
from .questions import State
from .redirect import MissingAddress, Redirect
from .related import RelatedArticle
from .revision import Revision
from .search_entry import DraftEntry, SearchEntry
from .site import SiteSettings
from .source import Attachment, BundleImage, ShownImage, SourceFile
from .suggestion import Suggestion
from .tag import Tag, TagAlias, TaggedArticle
from .taxonomy import ArticleCategory, ArticleTopic, Category, Topic

__all__ = [
    "Article",
    "ArticleCategory",
    "ArticleTopic",
    "Attachment",
    "Author",
    "BulkRefusal",
    "BulkRun",
    "BundleImage",
    "Byline",
    "Category",
    "Correction",
    "DraftEntry",
    "FrontPage",
    "Heartbeat",
    "HouseWord",
    "IgnoredAddress",
    "ImportRun",
    "KeptApart",
    "Link",
    "LinkedAddress",
    "MergedTerm",
    "MissingAddress",
    "Notification",
    "NotificationChoice",
    "PageImage",
    "PageVersion",
    "PlacementChange",
    "PlannedStep",
    "Presence",
    "PreviewLink",
    "Redirect",
    "RelatedArticle",
    "Revision",
    "SavedTab",
    "SearchEntry",
    "ShownImage",
    "SiteSettings",
    "SourceFile",
    "State",
    "StateChange",
    "StaticPage",
    "Suggestion",
    "Tag",
    "TagAlias",
    "TaggedArticle",
    "TermMerge",
    "Topic",
    "WritingPreference",
]
