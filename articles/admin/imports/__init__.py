"""导入: a Hugo site brought in, its report, and taken back."""
