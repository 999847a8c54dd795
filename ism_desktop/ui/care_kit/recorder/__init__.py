"""The recorder of a reaction: large buttons that write down times, over the open record and over a locked one."""
