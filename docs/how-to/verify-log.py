"""Checks a log against its seals, and the seals against heads that somebody kept.

python3 verify-log.py SEALS LOG [HEADS] [ARCHIVED.gz ...] [--whole]
Files of JSON Lines. ARCHIVED: the organisation's files of archives, *.log.jsonl.gz and *.payloads.jsonl.gz.
--whole: LOG and ARCHIVED have all entries, and all payloads that were not erased.
"""
import gzip, hashlib, hmac, json, sys

def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).hexdigest()

def rows(path):
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8", newline="\n") as file:
        yield from map(json.loads, file)

def stop(fault):
    sys.exit("NOT AS SEALED: " + fault)

whole = "--whole" in sys.argv
names = [name for name in sys.argv[1:] if name != "--whole"]
archived = sorted(name for name in names if name.endswith(".gz"))
payloads = [name for name in archived if name.endswith(".payloads.jsonl.gz")]
seals, log, *kept = [name for name in names if name not in archived]
seals = rows(seals)
chain = next(seals)
name = "bilagsbro log\n%s\n%s" % (chain["chain"], chain["organizationId"])
heads, number, sealed, begins, counts = [sha256(name.encode())], 0, {}, int(chain["before"]), set()
for no, seal in enumerate(seals, 1):
    if seal["no"] != no or seal["first"] != number + 1 or len(seal["ids"]) != len(seal["leaves"]):
        stop("seal %d is missing or was changed" % no)
    leaves = bytes.fromhex("".join(seal["leaves"]))
    heads.append(sha256(b"\1", bytes.fromhex(heads[-1]), leaves))
    if heads[no] != seal["head"]:
        stop("seal %d was changed" % no)
    for entry, leaf in zip(seal["ids"], seal["leaves"]):
        number += 1
        sealed[entry] = (number, leaf)
        if int(entry) <= begins:
            stop("entry %d (%s) is sealed, and the chain says that it begins after %d" % (number, entry, begins))
for head in (head for path in kept for head in rows(path)):
    if head["organizationId"] == chain["organizationId"]:
        if head["chain"] != chain["chain"] or head["no"] >= len(heads):
            stop("the log ends before seal %d, whose head was kept" % head["no"])
        if heads[head["no"]] != head["head"]:
            stop("the head of seal %d is not the one that was kept" % head["no"])
        if "beginning" in head:
            if head["beginning"]["before"] != begins:
                stop("the beginning of the chain is not the one that was kept")
            counts.add(head["beginning"]["entries"])
seen, before, digests, given, erased = set(), set(), {}, set(), set()
for row in (row for path in [log, *(set(archived) - set(payloads)), *payloads] for row in rows(path)):
    if "line" not in row and "payload" not in row:
        if not 0 < int(row["id"]) <= begins:
            stop("entry %s is in no seal, and not from before the chain" % row["id"])
        before.add(row["id"])
        continue
    place, leaf = sealed.get(row["id"]) or stop("entry %s is in no seal" % row["id"])
    if "line" in row:
        if sha256(b"\0", row["line"].encode()) != leaf:
            stop("entry %d (%s) was changed" % (place, row["id"]))
        line = json.loads(row["line"])
        digests[row["id"]] = line.get("payload")
        seen.add(place)
        if line.get("kind") == "payload.erased":
            erased.add(line["subject"])
    if "payload" in row:
        digest = hmac.new(bytes.fromhex(row["salt"]), row["payload"].encode(), "sha256").hexdigest()
        if digest != digests.get(row["id"]):
            stop("the payload of entry %d (%s) was changed" % (place, row["id"]))
        given.add(row["id"])
bare = {entry for entry, digest in digests.items() if digest} - given
missing = sorted((sealed[entry][0], entry) for entry in bare - erased)
if whole and len(seen) < number:
    stop("entry %d is missing" % min(set(range(1, number + 1)) - seen))
if whole and counts - {len(before)}:
    stop("%d entries are from before the chain, %d when heads were kept" % (len(before), min(counts - {len(before)})))
if whole and missing:
    stop("the payload of entry %d (%s) is missing, and no entry says that it was erased" % missing[0])
print("%d of %d entries are as sealed, %d seals, %d from before the chain" % (len(seen), number, len(heads) - 1, len(before)))
print("%d payloads were erased, %d are not here" % (len(bare & erased), len(missing)))
