"""What the shared permission matrix says of accounts, one's own and others', and of the audit record."""

import time

from articles.policy import Role, role_of
from cms import second_factor
from cms.audit import record
from tests.factories import make_category, make_user
from tests.visitor import Visitor

RIGHT = "correct horse battery"  # everybody's password here


def account_form(scene, **changes):
    found = make_user(Role.WRITER)
    plain = {"username": found.username, "role": Role.WRITER.value, "is_active": "on"}
    form = {name: value for name, value in (plain | changes).items() if value}
    return lambda: scene.post(f"/admin/auth/user/{found.pk}/change/", **form)


def new_account(scene):
    password = "长长的一个密码-2026"
    form = {"username": "newcomer", "role": Role.WRITER.value, "password1": password, "password2": password}
    return lambda: scene.post("/admin/auth/user/add/", **form, usable_password="true")


def hash_hunt(scene):
    found = make_user(Role.WRITER)

    def ask():
        pages = [scene.get(f"/admin/auth/user/{found.pk}/{page}/") for page in ("change", "password")]
        if not any(found.password[-12:] in page.text or "md5$" in page.text for page in pages):
            pages[0].status_code = 404
        return pages[0]

    return ask


def own_password(scene):
    new = "全新的一个密码-2026"
    form = {"old_password": RIGHT, "new_password1": new, "new_password2": new}
    return lambda: scene.post("/admin/password_change/", **form)


def signed_in_elsewhere(user):
    """Open a second login of an account and return what says whether it is still open."""
    elsewhere = Visitor()
    elsewhere.force_login(user)
    return lambda: elsewhere.get("/admin/account/").status_code == 200


def own_sessions(scene):
    still_open = signed_in_elsewhere(scene.user) if scene.user else None

    def ask():
        response = scene.post("/admin/account/sessions/end/")
        assert still_open is None or not still_open()
        return response

    return ask


def end_sessions(scene):
    other = make_user(Role.WRITER)
    still_open = signed_in_elsewhere(other)

    def ask():
        response = scene.post(f"/admin/auth/user/{other.pk}/sessions/end/")
        assert still_open() is (scene.role != "admin")
        return response

    return ask


def own_second_factor(scene):
    scene.get("/admin/account/second-factor/")
    seed = scene.client.session.get("second_factor_seed", "")
    code = second_factor.code_at(second_factor.secret_of(seed), int(time.time() // second_factor.STEP))
    return lambda: scene.post("/admin/account/second-factor/", code=code, password=RIGHT)


def forged(scene, page, **form):
    """Ask for the page that would change or delete an entry, if there were one."""
    entry = record("placed", make_category())
    return lambda: scene.post(f"/admin/cms/auditentry/{entry.pk}/{page}/", **form)


def own_role(scene):
    def ask():
        before = scene.user and role_of(scene.user)
        pk = scene.user.pk if scene.user else 1
        form = {"username": "me", "is_staff": "on", "is_superuser": "on", "is_active": "on"}
        response = scene.post(f"/admin/auth/user/{pk}/change/", **form, role=Role.WRITER.value, groups=[1, 2, 3, 4])
        if scene.user:
            again = type(scene.user).objects.get(pk=pk)
            assert not again.is_superuser
            response.status_code = 403 if role_of(again) == before else 200
            scene.user.refresh_from_db()
            type(scene.user).objects.filter(pk=pk).update(username=scene.user_name)
        return response

    scene.user_name = scene.user.username if scene.user else ""
    return ask


def account_actions(visit):
    """Return the actions; ``visit`` makes one that only looks."""
    return {
        "user account": {
            "end_sessions": end_sessions,
            "list": visit("/admin/auth/user/"),
            "view": visit(lambda: f"/admin/auth/user/{make_user().pk}/change/"),
            "create": new_account,
            "change_role": lambda scene: account_form(scene, role=Role.EDITOR.value),
            "deactivate": lambda scene: account_form(scene, is_active=""),
            "see_password_hash": hash_hunt,
        },
        "own account": {
            "view": visit("/admin/account/"),
            "change_password": own_password,
            "change_email": lambda scene: (
                lambda: scene.post("/admin/account/email/", email="new@example.cn", password=RIGHT)
            ),
            "end_other_sessions": own_sessions,
            "set_up_second_factor": own_second_factor,
            "change_own_role": own_role,
        },
        "audit log": {
            "read": visit("/admin/cms/auditentry/"),
            "edit": lambda scene: forged(scene, "change", name="nothing"),
            "delete": lambda scene: forged(scene, "delete", post="yes"),
        },
    }
