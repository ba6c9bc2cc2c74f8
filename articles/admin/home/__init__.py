"""编排首页: the home page's lists, arranged (brief §11.12)."""
