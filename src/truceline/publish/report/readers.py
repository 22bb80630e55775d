"""A case as its readers know it: the setting in which it tells facts, in each language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from truceline.case.names import names_in
from truceline.places.provinces import province_names
from truceline.publish.report.lines import law_of
from truceline.publish.report.setting import Setting
from truceline.publish.report.shown_places import places_to_name
from truceline.publish.tongue.tongue import tongue

if TYPE_CHECKING:
    from truceline.case.folder import Case
    from truceline.publish.bulletin.issue import Settings
    from truceline.publish.report.facts import Facts

_PAD_KM = 9.0


def settings_of(case: Case) -> Settings:
    """Facts and a language -> the setting in which the case tells them."""
    names = cache(lambda language: names_in(language, case.agreement, case.agreement_folder))
    places = places_to_name(case.gazetteer, case.atlas.bounds(_PAD_KM))
    province = province_names(case.gazetteer)

    def setting(facts: Facts, language: str) -> Setting:
        told, law = tongue(language), law_of(case, facts)
        return Setting(facts, law.agreement, law.atlas, told, places, names(language), province)

    return setting
