from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from tests.ledger.authority import Authority
from tests.ledger.hostile import made_older

from truceline.ledger.store import Ledger


def tampered(folder, *statements):
    with closing(sqlite3.connect(folder / "ledger.sqlite")) as prompt:
        for statement in statements:
            prompt.execute(statement)
        prompt.commit()


@pytest.fixture
def bent(own_river):
    """A case in which somebody let a claim be accepted, and left everything else as it was."""
    triggers = "SELECT sql FROM sqlite_master WHERE name = 'claims_no_update'"
    with closing(sqlite3.connect(own_river / "ledger.sqlite")) as prompt:
        (sql,) = prompt.execute(triggers).fetchone()
    change = "UPDATE claims SET status = 'rejected' WHERE seq = 2"
    tampered(own_river, "DROP TRIGGER claims_no_update", change, sql)
    return own_river


def without_digests(text):
    return re.sub(r"(Ledger|digest) [0-9a-f]{12}", r"\1 ...", text)


def test_a_record_that_holds_is_told_with_its_digest(run, river, golden):
    done = run("ledger", "verify", river)
    assert done.exit_code == 0
    assert Ledger.open(river / "ledger.sqlite").verify().mark.digest[:12] in done.stdout
    golden("verify.txt", without_digests(done.stdout))


def test_a_bent_record_is_told_and_fails_the_check(run, bent, golden):
    done = run("ledger", "verify", bent)
    assert (done.exit_code, done.stderr) == (1, "error: the record does not hold: 1 fault, from entry 1 on\n")
    golden("verify-bent.txt", without_digests(done.stdout))


def test_triggers_that_are_gone_are_named_in_full(run, own_river):
    tampered(own_river, "DROP TRIGGER claims_no_update", "DROP TRIGGER claims_no_delete")
    told = run("ledger", "verify", own_river).stdout
    assert "schema claims_no_update" in told
    assert "schema claims_no_delete" in told


def test_programs_get_every_fault(run, bent):
    done = run("ledger", "verify", bent, "--format", "json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert (found["holds"], found["position"]) == (False, 1)
    (fault,) = found["faults"]
    assert (fault["kind"], fault["entry"], fault["table"]) == ("edited", 1, "claims")


def test_many_faults_are_cut_short_on_a_page_alone(run, own_river):
    (own_river / "documents").mkdir(exist_ok=True)
    for number in range(60):
        (own_river / "documents" / f"{number}.txt").write_text("mine")
    assert "and 10 more" in run("ledger", "verify", own_river).stdout
    found = json.loads(run("ledger", "verify", own_river, "--format", "json").stdout)
    assert len(found["faults"]) == 60


def test_what_a_crash_leaves_and_what_is_older_than_the_chain_is_remarked(run, own_river):
    (own_river / "documents").mkdir(exist_ok=True)
    (own_river / "documents" / ".incoming-1").write_text("half")
    made_older(own_river / "ledger.sqlite")
    done = run("ledger", "verify", own_river)
    assert done.exit_code == 0
    assert "1 file in documents/" in done.stdout
    assert "Entries 1 to 1 are older than the chain" in done.stdout


@pytest.mark.parametrize(
    ("fast", "told"),
    [
        (timedelta(days=3, hours=1), "3 days ahead"),
        (timedelta(hours=1, minutes=5), "1 hour ahead"),
        (timedelta(seconds=100), "1 minute ahead"),
    ],
)
def test_a_clock_that_was_ahead_is_remarked(run, own_river, fast, told):
    ahead = Ledger.open(own_river / "ledger.sqlite", clock=lambda: datetime.now(UTC) + fast)
    ahead.add_document(b"text", "notes.txt", "text/plain")
    done = run("ledger", "verify", own_river)
    assert (done.exit_code, f"The last entry is {told} of this machine's clock" in done.stdout) == (0, True)


# Checkpoints ---------------------------------------------------------------------------------------


@pytest.fixture
def ana(run, tmp_path):
    """Ana's key file, and her public key."""
    done = run("keys", "new", tmp_path / "ana.key", "--name", "Ana")
    return tmp_path / "ana.key", done.stdout.strip()


@pytest.fixture
def kept(run, own_river, ana, tmp_path):
    """A checkpoint that Ana made of the river case, which trusts her."""
    key, public = ana
    run("keys", "trust", own_river, public, "--name", "Ana", "--role", "auditor", "--since", "2020-01-01")
    done = run("ledger", "checkpoint", own_river, "--key", key, "--out", tmp_path / "kept.json")
    assert done.exit_code == 0, done.output
    return tmp_path / "kept.json"


def code_in(text):
    return next(line.split()[-1] for line in text.splitlines() if line.startswith("code"))


def test_a_checkpoint_is_made_and_checked_by_the_other_side(run, kept, ana, own_river):
    done = run("ledger", "check-checkpoint", kept, "--by", ana[1])
    assert done.exit_code == 0, done.output
    assert "counts" in done.stdout
    code = code_in(done.stdout)
    assert run("ledger", "check-checkpoint", kept, "--by", ana[1], "--code", code.lower()).exit_code == 0
    assert run("ledger", "verify", own_river, "--checkpoint", kept, "--code", code).exit_code == 0
    assert run("ledger", "verify", own_river, "--checkpoint", kept, "--by", ana[1]).exit_code == 0


def test_a_checkpoint_of_nobody_known_counts_for_nothing(run, kept, river, tmp_path):
    done = run("ledger", "check-checkpoint", kept)
    assert (done.exit_code, "nobody who is trusted" in done.stderr) == (1, True)
    assert "fits; nobody trusts the key" in done.stdout
    found = json.loads(run("ledger", "check-checkpoint", kept, "--format", "json").stdout)
    assert [(one["fits"], one["counts"]) for one in found["signatures"]] == [(True, False)]
    assert run("ledger", "verify", river, "--checkpoint", kept).exit_code == 1
    forged = kept.read_text().replace('"position": 2', '"position": 1')
    kept.write_text(forged)
    done = run("ledger", "check-checkpoint", kept)
    assert (done.exit_code, "does not fit" in done.stdout, "was changed" in done.stderr) == (1, True, True)


def test_both_sides_sign_one_checkpoint(run, kept, own_river, tmp_path):
    bo = run("keys", "new", tmp_path / "bo.key", "--name", "Bo").stdout.strip()
    signing = ("ledger", "countersign", own_river, kept, "--key", tmp_path / "bo.key")
    assert run(*signing, "--out", tmp_path / "both.json").exit_code == 0
    assert run("ledger", "check-checkpoint", tmp_path / "both.json", "--by", bo).exit_code == 0
    assert "did not sign it" in run("ledger", "check-checkpoint", kept, "--by", bo).stderr
    assert run(*signing).exit_code == 0
    again = run(*signing)
    assert (again.exit_code, "has signed this checkpoint already" in again.stderr) == (2, True)


def test_a_record_that_does_not_hold_is_not_signed(run, bent, ana, tmp_path):
    done = run("ledger", "checkpoint", bent, "--key", ana[0], "--out", tmp_path / "new.json")
    assert (done.exit_code, (tmp_path / "new.json").exists()) == (1, False)
    assert "nothing was signed: the record does not hold (entry 1, claims: status" in done.stderr


def test_another_record_is_not_countersigned(run, kept, river, ana):
    done = run("ledger", "countersign", river, kept, "--key", ana[0])
    assert (done.exit_code, "nothing was signed" in done.stderr) == (1, True)


def test_a_record_that_was_cut_off_is_found_against_a_checkpoint(run, kept, own_river, ana):
    with closing(sqlite3.connect(own_river / "ledger.sqlite")) as prompt:
        triggers = prompt.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            prompt.execute(f"DROP TRIGGER {name}")
        for statement in (
            "signers WHERE entry",
            "blocks WHERE entry",
            "links WHERE position",
            "entries WHERE position",
        ):
            prompt.execute(f"DELETE FROM {statement} = 2")  # noqa: S608
        for _, sql in triggers:
            prompt.execute(sql)
        prompt.commit()
    assert run("ledger", "verify", own_river).exit_code == 0
    done = run("ledger", "verify", own_river, "--checkpoint", kept, "--by", ana[1])
    assert (done.exit_code, "truncated" in done.stdout) == (1, True)


def test_an_agreement_that_was_changed_is_remarked_and_not_countersigned(run, kept, own_river, ana, tmp_path):
    file = own_river / "agreement" / "agreement.yaml"
    text = file.read_text()
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    file.write_text(text.replace(title, f"{title} anew"))
    done = run("ledger", "verify", own_river, "--checkpoint", kept)
    assert (done.exit_code, "the agreement is encoded otherwise than on" in done.stderr) == (0, True)
    bo = tmp_path / "bo.key"
    run("keys", "new", bo, "--name", "Bo")
    done = run("ledger", "countersign", own_river, kept, "--key", bo)
    assert (done.exit_code, "encoded otherwise than at the checkpoint" in done.stderr) == (1, True)


@pytest.mark.parametrize("what", ["moved", "gone"])
def test_zones_that_were_drawn_anew_are_remarked_and_not_countersigned(run, kept, own_river, tmp_path, what):
    name, *_ = json.loads(kept.read_text())["drawings"]
    file = own_river / "agreement" / name
    if what == "moved":
        file.write_bytes(file.read_bytes().replace(b"0", b"1", 1))
    else:
        file.unlink()
    done = run("ledger", "verify", own_river, "--checkpoint", kept)
    assert (done.exit_code, f"{name}: zones are drawn otherwise than on" in done.stderr) == (0, True)
    bo = tmp_path / "bo.key"
    run("keys", "new", bo, "--name", "Bo")
    done = run("ledger", "countersign", own_river, kept, "--key", bo)
    assert (done.exit_code, f"zones are drawn otherwise than at the checkpoint ({name})" in done.stderr) == (
        1,
        True,
    )


def test_a_checkpoint_whose_drawings_were_changed_is_found(run, kept, own_river, ana):
    told = json.loads(kept.read_text())
    told["drawings"] = dict.fromkeys(told["drawings"], "0" * 64)
    kept.write_text(json.dumps(told))
    done = run("ledger", "verify", own_river, "--checkpoint", kept, "--by", ana[1])
    assert (done.exit_code, "does not fit: the checkpoint was changed" in done.stderr) == (1, True)


def test_a_code_of_another_record_is_told(run, kept, river, own_river, ana):
    code = code_in(run("ledger", "check-checkpoint", kept, "--by", ana[1]).stdout)
    done = run("ledger", "verify", river, "--code", code)
    assert (done.exit_code, "this record has no entry 2" in done.stderr) == (1, True)
    run("keys", "revoke", own_river, ana[1], "--why", "lost")
    later = run("ledger", "checkpoint", own_river, "--key", ana[0], "--out", kept.with_name("later.json"))
    done = run("ledger", "check-checkpoint", kept, "--by", ana[1], "--code", code_in(later.stdout))
    assert (done.exit_code, "the code is another one: here it is 2-" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--by", "tk1"), "goes with --checkpoint"),
        (("--code", "57"), "a code is"),
        (("--checkpoint", "no"), "read"),
    ],
)
def test_wrong_options_of_verify_are_told(run, river, arguments, told):
    done = run("ledger", "verify", river, *arguments)
    assert (done.exit_code, told in done.stderr) == (2, True), done.output


def test_a_ledger_is_copied_and_the_copy_verifies(run, river, tmp_path):
    done = run("ledger", "copy", river, tmp_path / "copy" / "ledger.sqlite")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "copied, and compared" in done.stderr
    again = run("ledger", "copy", river, tmp_path / "copy" / "ledger.sqlite")
    assert (again.exit_code, "it exists already" in again.stderr) == (2, True)


def test_a_case_goes_over_to_its_copy(run, own_river, postgresql, worker_id):
    store = postgresql.url(f"gone_over_{worker_id}")
    done = run("ledger", "copy", own_river, store, "--switch")
    assert done.exit_code == 0, done.stderr
    assert "from now on" in done.stderr
    assert run("ledger", "verify", own_river).exit_code == 0


def test_a_password_in_a_url_is_not_repeated(run, river):
    shown = run("ledger", "copy", river, "postgresql://ana:hunter2@db.example/peace?case=a")
    assert shown.exit_code == 2
    assert "leave the password out" in shown.stderr
    assert "hunter2" not in shown.stderr


# Timestamps -----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return Authority.made(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def file(run, own_river, ana, tmp_path):
    made = tmp_path / "checkpoint.json"
    assert run("ledger", "checkpoint", own_river, "--key", ana[0], "--out", made).exit_code == 0
    return made


def test_a_timestamp_is_carried_in_files_and_checked_offline(run, file, ana, authority, tmp_path):
    asked, answer = tmp_path / "ask.tsq", tmp_path / "answer.tsr"
    assert run("ledger", "timestamp", file, "--request", asked).exit_code == 0
    answer.write_bytes(authority.answer(asked.read_bytes()))
    unchecked = run("ledger", "timestamp", file, "--response", answer)
    assert (unchecked.exit_code, "no certificate to check it by" in unchecked.stdout) == (0, True)
    check = ("ledger", "check-checkpoint", file, "--by", ana[1])
    assert "no certificate to check it by" in run(*check).stdout
    done = run(*check, "--tsa-certificate", authority.root)
    assert (done.exit_code, "CN=Throwaway,O=Tests" in done.stdout, "holds" in done.stdout) == (0, True, True)
    told = json.loads(run(*check, "--tsa-certificate", authority.root, "--format", "json").stdout)
    (stamp,) = told["timestamps"]
    assert (stamp["holds"], stamp["wrong"], stamp["authority"]) == (True, None, "CN=Throwaway,O=Tests")


def test_a_timestamp_that_does_not_hold_is_told_and_fails_the_check(run, file, ana, authority, tmp_path):
    other = Authority.made(tmp_path)
    with authority.serving() as url:
        refused = run("ledger", "timestamp", file, "--tsa", url, "--tsa-certificate", other.root)
        assert (refused.exit_code, "leads to who signed it" in refused.stderr) == (1, True)
        assert "response" not in file.read_text(), "nothing of it is kept"
        assert run("ledger", "timestamp", file, "--tsa", url).exit_code == 0
    done = run("ledger", "check-checkpoint", file, "--by", ana[1], "--tsa-certificate", other.root)
    assert (done.exit_code, "leads to who signed it" in done.stderr) == (1, True)
    assert "does not hold" in done.stdout


def test_one_way_to_ask_is_given(run, file, tmp_path):
    for options in ((), ("--request", tmp_path / "a", "--tsa", "http://localhost:1")):
        done = run("ledger", "timestamp", file, *options)
        assert (done.exit_code, "give one of" in done.stderr) == (2, True)
    missing = run("ledger", "timestamp", file, "--response", tmp_path / "nothing.tsr")
    assert (missing.exit_code, "cannot be read" in missing.stderr) == (2, True)


# Custody and corrections ----------------------------------------------------------------------------


def test_custody_says_who_took_in_what(run, own_river, tiny, golden):
    more = tiny / "claims.jsonl"
    changed = own_river.parent / "more.jsonl"
    changed.write_text(more.read_text().splitlines()[0].replace('"says": "', '"says": "Again: '))
    assert run("import", own_river, changed, "--by", "ana").exit_code == 0
    found = json.loads(run("ledger", "custody", own_river, "--format", "json").stdout)["handled"]
    assert [one["name"] for one in found] == ["claims.jsonl", "more.jsonl"]
    assert (found[1]["by"], found[1]["claims"], found[1]["kept"]) == ("ana", 1, False)
    begins = found[1]["sha256"][:10].upper()
    only = json.loads(run("ledger", "custody", own_river, begins, "--format", "json").stdout)["handled"]
    assert only == found[1:]
    sheet = run("ledger", "custody", own_river, begins).stdout
    golden("custody.txt", re.sub(r"\d+ \w+ \d{4} \d\d:\d\d", "1 Jan 2030 12:00", sheet))


def test_custody_of_nothing_is_told(run, own_river, tmp_path, tiny):
    done = run("ledger", "custody", own_river, "ffffffffff")
    assert (done.exit_code, "begins so: 'ffffffffff'" in done.stderr) == (2, True)
    assert run("new", tmp_path / "empty", "--agreement", tiny / "agreement.yaml").exit_code == 0
    assert "Nothing was taken in" in run("ledger", "custody", tmp_path / "empty").stdout


DAY = ("--as-of", "2030-01-16")


def test_a_withdrawn_claim_is_followed_into_every_status(run, own_river, golden):
    before = run("explain", own_river, "no-shelling", *DAY, "--format", "json").stdout
    cited = re.findall(r'"label": "([^"]+)"', before)
    assert "shelling-at-the-ford" in cited
    assert (
        run(
            "claims", own_river, "withdraw", "shelling-at-the-ford", "--why", "wrong day", "--by", "ana"
        ).exit_code
        == 0
    )
    done = run("ledger", "corrections", own_river, *DAY)
    assert done.exit_code == 0, done.output
    golden("corrections.txt", re.sub(r"\d+ \w+ \d{4} \d\d:\d\d", "1 Jan 2030 12:00", done.stdout))
    (found,) = json.loads(run("ledger", "corrections", own_river, *DAY, "--format", "json").stdout)[
        "corrections"
    ]
    assert (found["what"], found["by"], found["why"]) == ("withdrawn", "ana", "wrong day")
    assert {one["norm"] for one in found["statuses"]} >= {"no-shelling"}
    assert any(one["before"] != one["now"] for one in found["statuses"])


def test_nothing_corrected_is_told(run, own_river):
    assert "Nothing that counted" in run("ledger", "corrections", own_river).stdout
    assert "Nothing that counted" in run("ledger", "corrections", own_river, "--since", "1", *DAY).stdout
    done = run("ledger", "corrections", own_river, "--as-of", "soon")
    assert (done.exit_code, "ISO day" in done.stderr) == (2, True)
