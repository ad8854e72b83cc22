"""Work out the hindcast and keep its scores: `python -m bench.backlog.hindcast_record` from the top of the repository.

Run it when the model or the built-in scenario changes on purpose; a test says when it has changed. Reports show the
kept scores. It takes about four minutes of processor time.
"""

from wellfounded.backlog.hindcast import RECORD_DRAWS, hindcast
from wellfounded.backlog.scores import RECORD, record_text

if __name__ == "__main__":
    found = hindcast(draws=RECORD_DRAWS)
    RECORD.write_text(
        record_text(found.scores, found.against, found.forecasts, vintage=found.vintage, draws=found.draws),
        encoding="utf-8",
    )
    for one in found.against:
        print(f"{one.way}, {one.horizon} years: {one.error:.1%}; {one.yardstick}: {one.yardstick_error:.1%}")
    for score in found.scores:
        if score.coverage is not None:
            print(f"{score.way}, {score.horizon} years: {score.coverage:.0%} held, {score.too_low} too low")
