"""编排首页 as a browser without a script has it."""

SCREEN = "/admin/home/"


class Screen:
    """The form as a browser without a script has it: what the last answer put into it is sent with the next press."""

    def __init__(self, client):
        self.client = client
        self.take(client.get(SCREEN))

    def take(self, answer):
        self.answer, self.page = answer, answer.content.decode()
        if answer.context and "seen" in answer.context:
            self.fields = {"steps": str(answer.context["draft"]), "seen": answer.context["seen"]}
        return self

    def press(self, button, **typed):
        return self.take(self.client.post(SCREEN, {**self.fields, **typed, "do": button}))

    @property
    def told(self):
        return self.answer.context["told"]

    def titles(self, slot="pick"):
        """Return the titles of a list's rows, as they stand on the screen."""
        panel = next(panel for panel in self.answer.context["panels"] if panel.slot == slot)
        return [row.article.title for row in (*panel.rows, *panel.spare, *panel.coming)]
