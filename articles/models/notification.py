"""What a member of staff is told (brief §11.16), and whether they want it by mail too."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class Notification(models.Model):
    """One thing that happened to one article, for one account. ``articles.notifications`` writes them."""

    class Event(models.TextChoices):
        SUBMITTED = "submitted", _("For review")
        SENT_BACK = "sent_back", _("Changes requested")
        PUBLISHED = "published", _("Published")
        SCHEDULED = "scheduled", _("Scheduled")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        FAILED = "failed", _("Scheduled publication failed")
        PIN_ENDS = "pin_ends", _("The pin ends soon")
        SUGGESTED = "suggested", _("Suggested change")
        TAKEN_OVER = "taken_over", _("Suggestion taken over")
        DECLINED = "declined", _("Suggestion declined")

    class Mail(models.TextChoices):
        NONE = "none", _("No mail")
        AT_ONCE = "at_once", _("A mail for each, at once")
        DAILY = "daily", _("One mail a day, with everything new")

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="notifications")
    event = models.CharField(max_length=20, choices=Event)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=10, choices=Mail, default=Mail.NONE)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "read_at"], name="notification_unread"),
            models.Index(fields=["recipient", "-at", "-id"], name="notification_by_time"),
            models.Index(fields=["mail", "mailed_at"], name="notification_to_mail"),
        ]


class NotificationChoice(models.Model):
    """How an account wants its notifications. No row: in the newsroom only."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="notification_choice"
    )
    mail = models.CharField(_("mail"), max_length=10, choices=Notification.Mail, default=Notification.Mail.NONE)

    class Meta:
        verbose_name = _("choice of notifications")
        verbose_name_plural = _("choices of notifications")
