"""Backups, checks, restoring, exports, and what Home and the banners say of them."""
