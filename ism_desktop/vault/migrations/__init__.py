"""The steps that brought the database to its present shape, in order. A new step is its file and a line here."""

from ism_desktop.vault.migrations import (
    step_0001_first_light,
    step_0002_safekeeping,
    step_0003_notices,
    step_0004_paper,
    step_0005_printed_copies,
    step_0006_test_results,
    step_0007_history,
    step_0008_medicines,
    step_0009_plans,
    step_0010_journal,
    step_0011_episodes,
    step_0012_trackers,
    step_0013_skin,
    step_0014_evidence,
    step_0015_care_team,
    step_0016_guide,
    step_0017_visits,
    step_0018_knowing,
)
from ism_desktop.vault.migrations.step import Step

STEPS: tuple[Step, ...] = (
    step_0001_first_light,
    step_0002_safekeeping,
    step_0003_notices,
    step_0004_paper,
    step_0005_printed_copies,
    step_0006_test_results,
    step_0007_history,
    step_0008_medicines,
    step_0009_plans,
    step_0010_journal,
    step_0011_episodes,
    step_0012_trackers,
    step_0013_skin,
    step_0014_evidence,
    step_0015_care_team,
    step_0016_guide,
    step_0017_visits,
    step_0018_knowing,
)
