"""Whether a clause looks ahead: the verb that governs a time expression decides."""

import pytest

from analysis.timex import tense


def ahead(text, span="Tuesday"):
    start = text.index(span)
    return tense.ahead(text, start, start + len(span))


@pytest.mark.parametrize(
    "text",
    [
        "The ministers will sign the pact on Tuesday.",
        "The rocket is scheduled to lift off on Tuesday.",
        "The rocket is due to fly Tuesday.",
        "The launch, planned for Tuesday, carries two satellites.",
        "On Tuesday, the agencies are to open the station.",
        "The agency said it plans to announce its crew on Tuesday.",
        "Crews must leave by Tuesday.",
        "The minister arrives on Tuesday.",
        "The payload is to be returned Tuesday.",
    ],
)
def test_tense_looks_ahead(text):
    assert ahead(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "The ministers signed the pact on Tuesday.",
        "The ministry said Tuesday that it will sign the pact.",
        "The station will open soon. The pact was signed on Tuesday.",
        "Officials had until Tuesday to agree.",
        "On Tuesday, the government agreed to pay for the launch.",
        "The two agencies agreed to further deepen their ties on Tuesday.",
        "The rocket had been due to fly Tuesday.",
        "The delegation travelled to Paris on Tuesday.",
        "He met Daniel P. Davison on Tuesday.",
    ],
)
def test_tense_looks_back(text):
    assert ahead(text) is False


@pytest.mark.parametrize("text", ["Tuesday", "A pact of Tuesday", "The date: Tuesday", ""])
def test_tense_may_not_say(text):
    assert tense.ahead(text, 0, len(text)) is None


def test_tense_hears_no_other_paragraph():
    assert ahead("The crew will fly soon\n\nTuesday, a pact") is None
