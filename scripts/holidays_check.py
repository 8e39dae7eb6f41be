"""Prints the Dutch public holidays as an independent library knows them: CSV of date and name.

    pip install holidays
    python scripts/holidays_check.py > holidays.csv
    VROEGTEKEN_HOLIDAYS_CHECK=$PWD/holidays.csv cargo nextest run -p vroegteken-domain independent_list

The law is article 3 of the Algemene termijnenwet. The library differs from it in two ways, which
`LAW` settles by name: the first days of Easter and Whitsun (always Sundays) are not in the law, and
Liberation Day and Good Friday are in it every year, though they are no day off for everybody. A name
that is in neither set stops the script, so that a change of the library is seen.
"""

import csv
import sys

import holidays

FIRST, LAST = 2020, 2060

LAW = {
    "Nieuwjaarsdag",
    "Goede Vrijdag",
    "Tweede paasdag",
    "Koningsdag",
    "Bevrijdingsdag",
    "Hemelvaartsdag",
    "Tweede Pinksterdag",
    "Eerste Kerstdag",
    "Tweede Kerstdag",
}
NOT_IN_THE_LAW = {"Eerste paasdag", "Eerste Pinksterdag"}


def main() -> None:
    listed = holidays.country_holidays(
        "NL",
        years=range(FIRST, LAST + 1),
        categories=("public", "optional"),
        language="nl",
    )
    known = {name.casefold() for name in LAW}
    left_out = {name.casefold() for name in NOT_IN_THE_LAW}
    seen = set()
    rows = []
    for day in sorted(listed):
        for name in listed.get_list(day):
            if name.casefold() in known:
                seen.add(name.casefold())
                rows.append((day.isoformat(), name))
            elif name.casefold() not in left_out:
                sys.exit(f"unknown holiday {name!r} on {day}")
    if seen != known:
        sys.exit(f"never listed: {sorted(known - seen)}")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("date", "name"))
    writer.writerows(rows)


if __name__ == "__main__":
    main()
