import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.frontpage.placement import set_placement
from articles.models import PlacementChange
from articles.policy import Role
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db


def test_a_change_is_kept_with_what_was_before():
    article, editor = make_published(weight=5), make_user(Role.EDITOR)
    until = timezone.now() + datetime.timedelta(days=2)
    change = set_placement(article, actor=editor, pinned=True, pinned_until=until, weight=1, recommended=False)

    article.refresh_from_db()
    assert (article.pinned, article.pinned_until, article.weight, article.weight_rank) == (True, until, 1, 1)
    assert (change.actor, change.article) == (editor, article)
    assert change.before == {"pinned": False, "pinned_until": None, "weight": 5}
    assert change.after == {"pinned": True, "pinned_until": until.isoformat(), "weight": 1}


def test_nothing_different_is_no_change():
    article = make_published(recommended=True)
    assert set_placement(article, actor=None, recommended=True, weight=None) is None
    assert not PlacementChange.objects.exists()


def test_a_stale_object_does_not_write_back_what_it_remembers():
    article = make_published()
    stale = type(article).objects.get(pk=article.pk)
    set_placement(article, actor=None, recommended=True)
    set_placement(stale, actor=None, in_focus=True)

    article.refresh_from_db()
    assert (article.recommended, article.in_focus) == (True, True)


@pytest.mark.parametrize("role", [None, Role.WRITER])
def test_only_editors_place_articles(role):
    user = make_user(role)
    article = make_published(owner=user)
    with pytest.raises(PermissionDenied):
        set_placement(article, actor=user, pinned=True)
    article.refresh_from_db()
    assert not article.pinned
    assert not PlacementChange.objects.exists()


def test_on_a_draft_a_flag_is_a_wish():
    article = make_article()
    set_placement(article, actor=make_user(Role.EDITOR), pinned=True)
    assert not type(article).objects.live().pinned_now().exists()


@pytest.mark.parametrize("field", ["state", "title", "published_at", "owner"])
def test_anything_else_is_a_mistake_of_the_code(field):
    with pytest.raises(KeyError):
        set_placement(make_article(), actor=None, **{field: "x"})
