"""The sample newsroom's illustrator: flat scenes drawn with Pillow, the same ones every time."""
