-- The whole schema of an annotator file, version 2 (PRAGMA user_version), application_id 'ANOT'.
--
-- Three layers:
--   content      immutable, its ids are SHA-256 digests of what it says, the same on every machine;
--   the log      `feed` and `event`: every human act, numbered and chained, never changed;
--   projections  plain tables made from the log (and content), for reading with any SQL tool.
--                `annotator doctor --rebuild` drops and makes them again. Do not write to them.
-- Besides there is a little local bookkeeping that is never exchanged.
--
-- Offsets are code points of article.text, half-open. JSON columns are canonical JSON text.
-- Foreign text in here may say anything: escape it before you show it.
-- Other programs may read this file freely, and must not write to it or checkpoint it.

-- ---------------------------------------------------------------------------------- content

-- One published text. Nothing else is in the row, so the same text is the same article.
CREATE TABLE article (
    id   TEXT PRIMARY KEY CHECK (length(id) = 64),
    text TEXT NOT NULL                              -- canonical: NFC, \n, controls made visible
) STRICT;

-- The bytes that an article was read from, as they came.
CREATE TABLE original (
    digest TEXT PRIMARY KEY CHECK (length(digest) = 64),   -- as sha256sum prints it
    bytes  BLOB NOT NULL
) STRICT;

-- One reading of an article: which bytes, by which reader, and the metadata it found.
CREATE TABLE capture (
    id             TEXT PRIMARY KEY CHECK (length(id) = 64),
    article        TEXT NOT NULL REFERENCES article(id),
    original       TEXT NOT NULL REFERENCES original(digest),
    reader         TEXT NOT NULL,
    reader_version TEXT NOT NULL,
    metadata       TEXT NOT NULL CHECK (json_valid(metadata))   -- {field: [value, where it was read]}
) STRICT;
CREATE INDEX capture_article ON capture(article);

-- What one version of one splitter made of one article. One of an article's sets is shown, see `showing`.
-- In a segmentation round each reviewer has a copy of the shown one to work on: splitter 'round', the round's
-- id as version, the reviewer as the option 'member'. It is `private`: never shown, and in no list of sets.
CREATE TABLE claim_set (
    id             TEXT PRIMARY KEY CHECK (length(id) = 64),
    article        TEXT NOT NULL REFERENCES article(id),
    splitter       TEXT NOT NULL,
    version        TEXT NOT NULL,
    model          TEXT NOT NULL,                   -- digest of the splitter's model, or empty
    options        TEXT NOT NULL CHECK (json_valid(options)),
    published      TEXT NOT NULL,                   -- EDTF date that relative dates rest on, or empty
    content_digest TEXT NOT NULL,                   -- of all its regions and claims
    private        INTEGER AS (splitter = 'round' AND json_extract(options, '$.member') IS NOT NULL)
) STRICT;
CREATE INDEX claim_set_article ON claim_set(article);

-- A stretch of the article with a kind. Further copies are kept, as 'duplicate'.
CREATE TABLE region (
    claim_set       TEXT NOT NULL REFERENCES claim_set(id),
    position        INTEGER NOT NULL CHECK (position >= 0),
    kind            TEXT NOT NULL CHECK (kind IN ('headline', 'dateline', 'body', 'duplicate', 'boilerplate')),
    start_offset    INTEGER NOT NULL CHECK (start_offset >= 0),
    end_offset      INTEGER NOT NULL CHECK (end_offset > start_offset),
    duplicate_start INTEGER,                        -- of which range it is a copy
    duplicate_end   INTEGER,
    PRIMARY KEY (claim_set, position)
) STRICT, WITHOUT ROWID;

-- One checkable statement: as the splitter made it, or (`revised`) as a person did. The splitter's are
-- content. People's are a projection of the log, see `revision`: they stand here too, so that a claim's id
-- finds it whoever made it; packs and the set's digest leave them out.
-- The order of a list of claims is (position, start_offset, id).
CREATE TABLE claim (
    id          TEXT PRIMARY KEY,                              -- a digest; of a revision: of its event
    claim_set   TEXT NOT NULL REFERENCES claim_set(id),
    position    INTEGER NOT NULL CHECK (position >= -1),       -- order in the article
    text        TEXT NOT NULL,                                 -- readable wording
    ranges      TEXT NOT NULL CHECK (json_valid(ranges)),      -- [[start, end], ...]
    mode        TEXT NOT NULL CHECK (mode IN ('content', 'utterance')),
    speaker     TEXT,
    cue         TEXT,
    date        TEXT,                                          -- EDTF
    rule        TEXT NOT NULL,                                 -- the splitting rule that cut it
    partner     INTEGER,                                       -- position of the linked claim
    occurrences TEXT NOT NULL CHECK (json_valid(occurrences)), -- [[start, end], ...]
    flags       TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(flags)),   -- [[kind, start, end], ...]
    edits       TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(edits)),   -- [[kind, start, end, text], ...]
    like_position INTEGER,                                     -- of an earlier claim that says nearly the same
    likeness    TEXT NOT NULL DEFAULT '' CHECK (likeness IN ('', 'variant', 'similar')),
    start_offset INTEGER AS (json_extract(ranges, '$[0][0]')),
    revised     INTEGER AS (length(id) <> 64),
    CHECK (position >= 0 OR length(id) <> 64)
) STRICT;
CREATE UNIQUE INDEX claim_position ON claim(claim_set, position) WHERE revised = 0;
CREATE INDEX claim_order ON claim(claim_set, position, start_offset, id);
CREATE INDEX claim_like ON claim(claim_set, like_position) WHERE likeness = 'variant';

-- ---------------------------------------------------------------------------------- the log

-- One writer: a member on a device (in a round, or none).
CREATE TABLE feed (
    id       TEXT PRIMARY KEY,                      -- random; of an import a digest of what was imported
    member   TEXT NOT NULL,
    device   TEXT NOT NULL,
    round    TEXT NOT NULL,                         -- id of the round, or empty
    audience TEXT NOT NULL CHECK (audience IN ('all', 'lead')),
    status   TEXT NOT NULL CHECK (status IN ('own', 'remote', 'retired'))   -- local, not exchanged
) STRICT;
CREATE INDEX feed_member ON feed(member, device, status);

-- The truth of every human act. A feed's events are numbered 1, 2, 3 ... without a gap; each
-- carries the digest of the one before (the first: the digest of the feed's header).
CREATE TABLE event (
    feed   TEXT NOT NULL REFERENCES feed(id),
    seq    INTEGER NOT NULL CHECK (seq >= 1),
    id     TEXT NOT NULL,                           -- UUIDv7, what other events refer to
    prev   TEXT NOT NULL,
    digest TEXT NOT NULL,
    v      INTEGER NOT NULL,                        -- version of the envelope
    kind   TEXT NOT NULL,
    body   TEXT NOT NULL,                           -- canonical JSON, kept byte for byte
    got_at TEXT NOT NULL,                           -- when it came into this file; local
    PRIMARY KEY (feed, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_id ON event(id);

-- A plain REPLACE would delete a row without a word to the triggers on DELETE, hence those on INSERT.
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only: an event is never changed'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only: an event is never deleted'); END;
CREATE TRIGGER event_is_never_replaced BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE feed = NEW.feed AND seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM event WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the log is append-only: an event of that number or id is there'); END;
CREATE TRIGGER feed_header_is_never_changed BEFORE UPDATE OF id, member, device, round, audience ON feed
BEGIN SELECT RAISE(ABORT, 'a feed''s header is never changed'); END;
CREATE TRIGGER feed_is_never_deleted BEFORE DELETE ON feed
BEGIN SELECT RAISE(ABORT, 'a feed is never deleted'); END;
CREATE TRIGGER feed_is_never_replaced BEFORE INSERT ON feed
WHEN EXISTS (SELECT 1 FROM feed WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a feed of that id is there'); END;
CREATE TRIGGER article_is_never_changed BEFORE UPDATE ON article
BEGIN SELECT RAISE(ABORT, 'the text of an article is never changed'); END;
CREATE TRIGGER article_is_never_deleted BEFORE DELETE ON article
BEGIN SELECT RAISE(ABORT, 'an article is never deleted'); END;
CREATE TRIGGER article_is_never_replaced BEFORE INSERT ON article
WHEN EXISTS (SELECT 1 FROM article WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'an article of that id is there'); END;
CREATE TRIGGER claim_is_never_changed BEFORE UPDATE ON claim
BEGIN SELECT RAISE(ABORT, 'a claim is never changed'); END;
CREATE TRIGGER claim_is_never_deleted BEFORE DELETE ON claim
WHEN length(OLD.id) = 64
BEGIN SELECT RAISE(ABORT, 'a claim is never deleted'); END;
CREATE TRIGGER claim_is_never_replaced BEFORE INSERT ON claim
WHEN EXISTS (SELECT 1 FROM claim WHERE id = NEW.id)
  OR length(NEW.id) = 64
     AND EXISTS (SELECT 1 FROM claim WHERE claim_set = NEW.claim_set AND position = NEW.position AND revised = 0)
BEGIN SELECT RAISE(ABORT, 'a claim of that id is there'); END;

CREATE TRIGGER original_is_never_changed BEFORE UPDATE ON original
BEGIN SELECT RAISE(ABORT, 'the bytes an article came from are never changed'); END;
CREATE TRIGGER original_is_never_deleted BEFORE DELETE ON original
BEGIN SELECT RAISE(ABORT, 'the bytes an article came from are never deleted'); END;
CREATE TRIGGER original_is_never_replaced BEFORE INSERT ON original
WHEN EXISTS (SELECT 1 FROM original WHERE digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'an original of that id is there'); END;
CREATE TRIGGER capture_is_never_changed BEFORE UPDATE ON capture
BEGIN SELECT RAISE(ABORT, 'a capture is never changed'); END;
CREATE TRIGGER capture_is_never_deleted BEFORE DELETE ON capture
BEGIN SELECT RAISE(ABORT, 'a capture is never deleted'); END;
CREATE TRIGGER capture_is_never_replaced BEFORE INSERT ON capture
WHEN EXISTS (SELECT 1 FROM capture WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a capture of that id is there'); END;
CREATE TRIGGER claim_set_is_never_changed BEFORE UPDATE ON claim_set
BEGIN SELECT RAISE(ABORT, 'a claim set is never changed'); END;
CREATE TRIGGER claim_set_is_never_deleted BEFORE DELETE ON claim_set
BEGIN SELECT RAISE(ABORT, 'a claim set is never deleted'); END;
CREATE TRIGGER claim_set_is_never_replaced BEFORE INSERT ON claim_set
WHEN EXISTS (SELECT 1 FROM claim_set WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a claim set of that id is there'); END;
CREATE TRIGGER region_is_never_changed BEFORE UPDATE ON region
BEGIN SELECT RAISE(ABORT, 'a region is never changed'); END;
CREATE TRIGGER region_is_never_deleted BEFORE DELETE ON region
BEGIN SELECT RAISE(ABORT, 'a region is never deleted'); END;
CREATE TRIGGER region_is_never_replaced BEFORE INSERT ON region
WHEN EXISTS (SELECT 1 FROM region WHERE claim_set = NEW.claim_set AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'a region of that id is there'); END;

-- ------------------------------------------------------------------------------ projections

-- state: 'current', or 'superseded' by a later event of the same member, or 'retracted' by undo.

CREATE TABLE member (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('reviewer', 'lead'))
) STRICT, WITHOUT ROWID;

-- Scheme texts by digest; labels name the scheme whose rule they are held to.
CREATE TABLE scheme (
    digest TEXT PRIMARY KEY,
    name   TEXT NOT NULL,
    text   TEXT NOT NULL,                           -- TOML
    event  TEXT NOT NULL                            -- the first event that brought it, by id
) STRICT, WITHOUT ROWID;

CREATE TABLE guideline (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
    id        TEXT PRIMARY KEY,                     -- id of the event that made this revision
    member    TEXT NOT NULL,
    url       TEXT NOT NULL,
    reference TEXT NOT NULL,
    title     TEXT NOT NULL,
    author    TEXT NOT NULL,
    publisher TEXT NOT NULL,
    published TEXT NOT NULL,
    origin    TEXT NOT NULL,                        -- who first published it
    retracted INTEGER NOT NULL CHECK (retracted IN (0, 1))
) STRICT;
CREATE INDEX source_url ON source(url) WHERE url <> '';
CREATE INDEX source_in_words ON source(reference) WHERE url = '';
-- For completing what is typed: each name that is in use, in any case of letters.
CREATE INDEX source_author ON source(author COLLATE NOCASE) WHERE retracted = 0 AND author <> '';
CREATE INDEX source_publisher ON source(publisher COLLATE NOCASE) WHERE retracted = 0 AND publisher <> '';
CREATE INDEX source_origin ON source(origin COLLATE NOCASE) WHERE retracted = 0 AND origin <> '';

CREATE TABLE citation (
    id             TEXT PRIMARY KEY,
    claim          TEXT NOT NULL,                   -- claim revision it is evidence for
    member         TEXT NOT NULL,
    source         TEXT NOT NULL,                   -- source revision it was judged with
    stance         TEXT NOT NULL,
    kind           TEXT NOT NULL,
    quote          TEXT NOT NULL,
    locator        TEXT NOT NULL,
    accessed       TEXT NOT NULL,
    archive_url    TEXT NOT NULL,
    archived_at    TEXT NOT NULL,
    sole_authority TEXT NOT NULL,
    copied_from    TEXT NOT NULL,
    at             TEXT NOT NULL,                   -- wall clock, for display only
    state          TEXT NOT NULL CHECK (state IN ('current', 'superseded', 'retracted')),
    closed         TEXT NOT NULL                    -- why a refuting citation is no longer open
) STRICT;
CREATE INDEX citation_claim ON citation(claim, member, state);
CREATE INDEX citation_member ON citation(member, id);
CREATE INDEX citation_source ON citation(source);
CREATE INDEX citation_copied ON citation(copied_from) WHERE copied_from <> '';

CREATE TABLE closing (
    id        TEXT PRIMARY KEY,
    citation  TEXT NOT NULL,
    member    TEXT NOT NULL,
    reason    TEXT NOT NULL,
    retracted INTEGER NOT NULL CHECK (retracted IN (0, 1))
) STRICT;
CREATE INDEX closing_citation ON closing(citation);

CREATE TABLE label (
    id         TEXT PRIMARY KEY,
    claim      TEXT NOT NULL,                       -- claim revision the reviewer saw
    member     TEXT NOT NULL,
    label      TEXT NOT NULL,                       -- 'sourced', 'contested', 'verified' ...
    scheme     TEXT NOT NULL,                       -- digest of the scheme it is held to
    confidence INTEGER CHECK (confidence BETWEEN 1 AND 5),
    rationale  TEXT NOT NULL,
    copied_from TEXT NOT NULL,                      -- label on a twin that it was carried over from, or empty
    at         TEXT NOT NULL,                       -- wall clock, for display only
    state      TEXT NOT NULL CHECK (state IN ('current', 'superseded', 'retracted')),
    complete   INTEGER NOT NULL CHECK (complete IN (0, 1)),   -- is the evidence rule met
    missing    TEXT NOT NULL CHECK (json_valid(missing)),     -- what is not, in plain words
    verdict    TEXT CHECK (verdict IN ('supported', 'refuted', 'conflicting', 'insufficient')),
    round      TEXT NOT NULL,                       -- id of the round that it was given in, or empty
    vote       INTEGER NOT NULL CHECK (vote IN (0, 1)),       -- the member's standing vote in that round
    seconds    INTEGER                              -- of work on the claim, idle time cut out; not always known
) STRICT;
CREATE INDEX label_claim ON label(claim, member, state);
CREATE INDEX label_vote ON label(round, claim, member, label) WHERE vote = 1;
-- For the figures of a round's reviewers: how much, when and how long, without reading a label itself.
CREATE INDEX label_work ON label(round, member, at, claim, vote, seconds) WHERE round <> '';

-- Claims on which two members' current labels differ.
CREATE TABLE disagreement (
    claim TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Which citations a label rests on.
CREATE TABLE label_citation (
    label    TEXT NOT NULL,
    citation TEXT NOT NULL,
    PRIMARY KEY (label, citation)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_citation_citation ON label_citation(citation);

CREATE TABLE comment (
    id        TEXT PRIMARY KEY,
    claim     TEXT NOT NULL,
    member    TEXT NOT NULL,
    text      TEXT NOT NULL,
    at        TEXT NOT NULL,
    retracted INTEGER NOT NULL CHECK (retracted IN (0, 1))
) STRICT;
CREATE INDEX comment_claim ON comment(claim);

CREATE TABLE flag (
    id         TEXT PRIMARY KEY,
    claim      TEXT NOT NULL,
    member     TEXT NOT NULL,
    raised     INTEGER NOT NULL CHECK (raised IN (0, 1)),
    state      TEXT NOT NULL CHECK (state IN ('current', 'superseded', 'retracted'))
) STRICT;
CREATE INDEX flag_claim ON flag(claim, member, state);
CREATE INDEX flag_raised ON flag(member, claim) WHERE state = 'current' AND raised = 1;

-- What imported records say of claims: nobody's label, never 'verified'. Their citations stand in `citation`,
-- of the member 'import:<format>'.
CREATE TABLE suggestion (
    id         TEXT PRIMARY KEY,
    claim      TEXT NOT NULL,
    format     TEXT NOT NULL,                       -- that it came in
    key        TEXT NOT NULL,                       -- the record's own id, or empty
    label      TEXT NOT NULL,                       -- of the default scheme, or empty
    value      TEXT NOT NULL,                       -- the label in the record's words, or empty
    given_by   TEXT NOT NULL,                       -- who gave it, where the record says so
    confidence INTEGER CHECK (confidence BETWEEN 1 AND 5),
    rationale  TEXT NOT NULL,
    citations  TEXT NOT NULL CHECK (json_valid(citations)),   -- ids of those that came with it
    flags      TEXT NOT NULL CHECK (json_valid(flags)),       -- words of warning
    extras     TEXT NOT NULL,                       -- JSON object of fields that have no place here, or empty
    retracted  INTEGER NOT NULL CHECK (retracted IN (0, 1)),
    CHECK (label <> 'verified')
) STRICT;
CREATE INDEX suggestion_claim ON suggestion(claim, id);

-- Folding: reviewers' decisions on whether a claim is work of its own. Of all members' decisions on a
-- claim one is current: the newest by id of those that stand and that no later one has seen. The view
-- `folded` says what follows.
CREATE TABLE folding (
    id     TEXT PRIMARY KEY,
    claim  TEXT NOT NULL,
    target TEXT NOT NULL,                           -- the claim that it is folded into, or was
    member TEXT NOT NULL,
    folded INTEGER NOT NULL CHECK (folded IN (0, 1)),
    state  TEXT NOT NULL CHECK (state IN ('current', 'superseded', 'retracted'))
) STRICT;
CREATE INDEX folding_claim ON folding(claim, id);
CREATE UNIQUE INDEX folding_current ON folding(claim) WHERE state = 'current';
CREATE INDEX folding_target ON folding(target) WHERE state = 'current';

-- Showing: decisions on which claim set of an article is shown. Of all members' decisions on an article
-- one is current: the newest by id of those that stand, whose set is here, and that no later one has seen.
CREATE TABLE showing (
    id         TEXT PRIMARY KEY,
    article    TEXT NOT NULL,
    claim_set  TEXT NOT NULL,
    instead_of TEXT NOT NULL,                       -- the set that was shown before, or empty
    member     TEXT NOT NULL,
    state      TEXT NOT NULL                        -- 'waiting': its set is not here, another's or private
               CHECK (state IN ('current', 'superseded', 'retracted', 'waiting'))
) STRICT;
CREATE INDEX showing_article ON showing(article, id);
CREATE UNIQUE INDEX showing_current ON showing(article) WHERE state = 'current';

-- The standing claims of an article's other sets that are the same as a shown one, or nearly. Of one mode:
-- 'same' in ranges and wording, in 'words' only, in 'ranges' only. Labels stay with the claim that
-- they were given to; its twin is where a reviewer may carry their own over. A claim has one twin in
-- another set at most, but several in an imported one.
CREATE TABLE twin (
    claim    TEXT NOT NULL,                         -- of the set that is shown; of an imported claim that is
                                                    -- the same as none of it, any other of the article
    other    TEXT NOT NULL,                         -- of another set of the article
    sameness TEXT NOT NULL CHECK (sameness IN ('same', 'words', 'ranges')),
    PRIMARY KEY (claim, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX twin_other ON twin(other);

-- Revisions: what people made of claims. Each stands in `claim` under the same id, unless it waits.
CREATE TABLE revision (
    id        TEXT PRIMARY KEY,
    article   TEXT NOT NULL,
    claim_set TEXT NOT NULL,
    member    TEXT NOT NULL,
    action    TEXT NOT NULL,                        -- 'edges', 'wording', 'split', 'merge', 'add', 'restore'
    reason    TEXT NOT NULL,
    at        TEXT NOT NULL,                        -- wall clock, for display only
    act       TEXT NOT NULL,                        -- id of the act's first event: the parts of a split share it
    continues TEXT NOT NULL,                        -- its only parent when it is no part of a split, or empty
    state     TEXT NOT NULL                         -- 'waiting': its set is not here, or it does not fit the text
              CHECK (state IN ('current', 'retracted', 'waiting'))
) STRICT, WITHOUT ROWID;
CREATE INDEX revision_article ON revision(article);
CREATE INDEX revision_continues ON revision(continues) WHERE continues <> '';

-- What each was made of. `alive`: it stands, or something that was made of it does; both are of one set.
CREATE TABLE revision_parent (
    revision TEXT NOT NULL,
    parent   TEXT NOT NULL,
    alive    INTEGER NOT NULL CHECK (alive IN (0, 1)),
    PRIMARY KEY (revision, parent)
) STRICT, WITHOUT ROWID;
CREATE INDEX revision_parent_parent ON revision_parent(parent, alive);

-- Claims from which revisions of several acts descend that are alive: in conflict, unless one of them was
-- dropped or a revision is made of both.
CREATE TABLE fork (
    claim     TEXT PRIMARY KEY,
    claim_set TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX fork_set ON fork(claim_set);

-- Dropping and bringing back: decisions on whether a claim is one at all. As with `folding`, one is current.
CREATE TABLE dropping (
    id      TEXT PRIMARY KEY,
    claim   TEXT NOT NULL,
    member  TEXT NOT NULL,
    dropped INTEGER NOT NULL CHECK (dropped IN (0, 1)),
    at      TEXT NOT NULL,
    state   TEXT NOT NULL CHECK (state IN ('current', 'superseded', 'retracted'))
) STRICT;
CREATE INDEX dropping_claim ON dropping(claim, id);
CREATE UNIQUE INDEX dropping_current ON dropping(claim) WHERE state = 'current';

-- Links "same as" between two claims, of any articles; claim < other. One decision on a pair is current.
CREATE TABLE link (
    id     TEXT PRIMARY KEY,
    claim  TEXT NOT NULL,
    other  TEXT NOT NULL,
    member TEXT NOT NULL,
    linked INTEGER NOT NULL CHECK (linked IN (0, 1)),
    at     TEXT NOT NULL,
    state  TEXT NOT NULL CHECK (state IN ('current', 'superseded', 'retracted'))
) STRICT;
CREATE INDEX link_claim ON link(claim, other, id);
CREATE INDEX link_other ON link(other);
CREATE UNIQUE INDEX link_current ON link(claim, other) WHERE state = 'current';

-- Claims that do not stand: 'revised' (a revision made of it stands, or one made of that), 'dropped',
-- 'retracted' (a revision that was taken back). The view `standing_claim` has the others.
CREATE TABLE hidden_claim (
    claim TEXT NOT NULL,
    why   TEXT NOT NULL CHECK (why IN ('revised', 'dropped', 'retracted')),
    PRIMARY KEY (claim, why)
) STRICT, WITHOUT ROWID;

-- Rounds. What one was made from is frozen: its claims, scheme and guideline never change.
CREATE TABLE round (
    id        TEXT PRIMARY KEY,                     -- id of the event that made it
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL,                        -- 'calibration', 'segmentation', 'labelling' ...
    member    TEXT NOT NULL,                        -- the lead who made it
    overlap   INTEGER NOT NULL,                     -- reviewers a claim
    blind     INTEGER NOT NULL CHECK (blind IN (0, 1)),
    seed      TEXT NOT NULL,
    scheme    TEXT NOT NULL,                        -- digest
    guideline TEXT NOT NULL,                        -- id of its event, or empty
    reviewers TEXT NOT NULL CHECK (json_valid(reviewers)),    -- those it began with
    settings  TEXT NOT NULL,                        -- all that was asked for; JSON
    at        TEXT NOT NULL,                        -- wall clock, for display only
    state     TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    revealed  INTEGER NOT NULL CHECK (revealed IN (0, 1)),
    hides     INTEGER AS (blind AND state = 'open' AND NOT revealed)   -- reviewers see no act of another
) STRICT;
CREATE INDEX round_name ON round(name);
CREATE INDEX round_hides ON round(id) WHERE hides = 1;

-- Its claims, in the order of the library when it was made.
CREATE TABLE round_claim (
    round  TEXT NOT NULL,
    number INTEGER NOT NULL,                        -- from 0
    claim  TEXT NOT NULL,
    PRIMARY KEY (round, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX round_claim_claim ON round_claim(claim, round);

-- Work given to a reviewer and taken from one; in the order of their ids these say who has what.
CREATE TABLE handing (
    id        TEXT PRIMARY KEY,
    round     TEXT NOT NULL,
    member    TEXT NOT NULL,                        -- the reviewer
    given     INTEGER NOT NULL CHECK (given IN (0, 1)),       -- 0: taken away
    numbers   TEXT NOT NULL CHECK (json_valid(numbers)),      -- of claims of the round
    why       TEXT NOT NULL,
    at        TEXT NOT NULL,
    retracted INTEGER NOT NULL CHECK (retracted IN (0, 1))
) STRICT;
CREATE INDEX handing_member ON handing(round, member, id);

-- One claim for one reviewer in one round.
CREATE TABLE assignment (
    round   TEXT NOT NULL,
    member  TEXT NOT NULL,
    number  INTEGER NOT NULL,
    claim   TEXT NOT NULL,
    article TEXT NOT NULL,
    state   TEXT NOT NULL CHECK (state IN ('open', 'done', 'incomplete', 'skipped')),
    PRIMARY KEY (round, member, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignment_claim ON assignment(claim, round, member);
CREATE INDEX assignment_article ON assignment(round, member, article, state);

-- Claims of a round that a reviewer leaves to others.
CREATE TABLE skip (
    id     TEXT PRIMARY KEY,
    round  TEXT NOT NULL,
    claim  TEXT NOT NULL,
    member TEXT NOT NULL,
    reason TEXT NOT NULL,
    at     TEXT NOT NULL,
    state  TEXT NOT NULL CHECK (state IN ('current', 'superseded', 'retracted'))
) STRICT;
CREATE INDEX skip_claim ON skip(claim, member, state);

-- Articles of a segmentation round whose claims a reviewer is done with, or is not any more.
CREATE TABLE segmented (
    id      TEXT PRIMARY KEY,
    round   TEXT NOT NULL,
    article TEXT NOT NULL,
    member  TEXT NOT NULL,
    done    INTEGER NOT NULL CHECK (done IN (0, 1)),
    seconds INTEGER, -- of real work on the article since its last row by this member
    at      TEXT NOT NULL,
    state   TEXT NOT NULL CHECK (state IN ('current', 'superseded', 'retracted'))
) STRICT;
CREATE INDEX segmented_article ON segmented(round, article, member, id);
CREATE UNIQUE INDEX segmented_current ON segmented(round, article, member) WHERE state = 'current';

-- A lead's decisions on which of the reviewers' claims are merged. A group is claims that lie on one another;
-- its key is a digest of their ids, so that a decision holds for what its maker saw. One on a group is current.
CREATE TABLE segment_decision (
    id       TEXT PRIMARY KEY,
    round    TEXT NOT NULL,
    article  TEXT NOT NULL,
    grouping TEXT NOT NULL,
    take     TEXT NOT NULL CHECK (json_valid(take)), -- ids of claims of the group; none: nothing is claimed there
    text     TEXT NOT NULL,                         -- another wording of the one that is taken, or empty
    member   TEXT NOT NULL,
    at       TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('current', 'superseded', 'retracted'))
) STRICT;
CREATE INDEX segment_decision_group ON segment_decision(round, article, grouping, id);
CREATE UNIQUE INDEX segment_decision_current ON segment_decision(round, article, grouping)
    WHERE state = 'current';

-- Opening and closing: the newest that no other has seen says which it is. `left_open`: claims that a lead closed it over.
CREATE TABLE round_state (
    id        TEXT PRIMARY KEY,
    round     TEXT NOT NULL,
    member    TEXT NOT NULL,
    state     TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    reason    TEXT NOT NULL,
    left_open TEXT NOT NULL CHECK (json_valid(left_open)),    -- [[claim, why], ...]
    at        TEXT NOT NULL
) STRICT;
CREATE INDEX round_state_round ON round_state(round, id);

-- From when on the reviewers of a blind round may see each other's acts.
CREATE TABLE reveal (
    id     TEXT PRIMARY KEY,
    round  TEXT NOT NULL,
    member TEXT NOT NULL,
    at     TEXT NOT NULL
) STRICT;
CREATE INDEX reveal_round ON reveal(round);

-- Known answers that are mixed into a round unseen; for leads only.
CREATE TABLE control (
    id    TEXT NOT NULL,                            -- the event that said so
    round TEXT NOT NULL,
    claim TEXT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (round, claim, id)
) STRICT, WITHOUT ROWID;

-- A lead's decision on a claim of a round. Of all decisions on one, one is current: it is gold.
CREATE TABLE adjudication (
    id       TEXT PRIMARY KEY,
    round    TEXT NOT NULL,
    claim    TEXT NOT NULL,
    member   TEXT NOT NULL,
    label    TEXT NOT NULL,
    scheme   TEXT NOT NULL,
    method   TEXT NOT NULL,                         -- 'unanimous', 'majority', 'adjudicated'
    reason   TEXT NOT NULL,
    at       TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('current', 'superseded', 'retracted')),
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)),     -- held to the evidence that all votes brought
    missing  TEXT NOT NULL CHECK (json_valid(missing)),
    verdict  TEXT CHECK (verdict IN ('supported', 'refuted', 'conflicting', 'insufficient'))
) STRICT;
CREATE INDEX adjudication_claim ON adjudication(round, claim, id);
CREATE INDEX adjudication_by_claim ON adjudication(claim);
CREATE UNIQUE INDEX adjudication_current ON adjudication(round, claim) WHERE state = 'current';

-- Which citations a decision rests on.
CREATE TABLE adjudication_citation (
    adjudication TEXT NOT NULL,
    citation     TEXT NOT NULL,
    PRIMARY KEY (adjudication, citation)
) STRICT, WITHOUT ROWID;
CREATE INDEX adjudication_citation_citation ON adjudication_citation(citation);

-- Which event takes the place of which: of one member's (labels, citations, flags), of anyone's (folding,
-- showing, dropping, links).
CREATE TABLE supersession (
    target TEXT NOT NULL,
    event  TEXT NOT NULL,
    member TEXT NOT NULL,
    PRIMARY KEY (target, event)
) STRICT, WITHOUT ROWID;

-- Who took back what. A redo takes an undo back.
CREATE TABLE retraction (
    target TEXT NOT NULL,                           -- an earlier event of the same feed
    event  TEXT NOT NULL,                           -- the retract event
    PRIMARY KEY (target, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX retraction_event ON retraction(event);

-- What undo walks: one row an act. An act may be several events (source, citation, label).
CREATE TABLE act (
    feed       TEXT NOT NULL,
    seq        INTEGER NOT NULL,                    -- of the act's first event
    id         TEXT NOT NULL,                       -- of the act's first event
    role       TEXT NOT NULL CHECK (role IN ('act', 'undo', 'redo')),
    claim      TEXT NOT NULL,                       -- the claim it is about, or empty
    taken_back INTEGER NOT NULL CHECK (taken_back IN (0, 1)),
    PRIMARY KEY (feed, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX act_newest ON act(feed, role, taken_back, seq);

-- What is known of an article: field by field the first capture (by id) that has it (the beginning
-- of the text for a title that none has), and the claim set that is shown: by the current decision; else
-- the one that the first decision found; else the first by id.
CREATE TABLE article_info (
    article   TEXT PRIMARY KEY REFERENCES article(id),
    shown_set TEXT,
    claims    INTEGER NOT NULL,
    title     TEXT NOT NULL,
    published TEXT NOT NULL,
    place     TEXT NOT NULL,
    publisher TEXT NOT NULL,
    author    TEXT NOT NULL,
    language  TEXT NOT NULL,
    url       TEXT NOT NULL,
    sort_date TEXT NOT NULL                         -- published; '~', behind all dates, where an imported set
                                                    -- is shown of an article without one
) STRICT, WITHOUT ROWID;
CREATE INDEX article_info_order ON article_info(sort_date, title, article);

-- How far each member is with each article; claims that are folded or do not stand do not count, here and
-- in `claims` above.
CREATE TABLE progress (
    article    TEXT NOT NULL,
    member     TEXT NOT NULL,
    labelled   INTEGER NOT NULL,
    incomplete INTEGER NOT NULL,
    PRIMARY KEY (article, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX progress_incomplete ON progress(member, article) WHERE incomplete > 0;

-- Full-text search. The index keeps no texts of its own: it maps words to numbers, and `search_doc` says
-- what has a number. Words are in it without case and accents, and apart from each other also where they are
-- written together (Chinese, Japanese, Korean, Thai); so search with `annotator search`, or ask for
-- words as `search_word` lists them. Acts that were superseded or taken back stay in it.
CREATE TABLE search_doc (
    number INTEGER PRIMARY KEY,                     -- rowid in `search`
    kind   TEXT NOT NULL CHECK (kind IN ('title', 'article', 'claim', 'citation', 'rationale', 'comment',
                                                    'suggestion')),
    id     TEXT NOT NULL                            -- a title's is that of its article, a rationale's of its label
) STRICT;
CREATE INDEX search_doc_id ON search_doc(id) WHERE kind <> 'claim';
CREATE VIRTUAL TABLE search USING fts5(title, claim, citation, remark, body, content='', tokenize='ascii');
CREATE VIRTUAL TABLE search_word USING fts5vocab(search, col);

-- ------------------------------------------------------------------------ local bookkeeping

-- Where each member left off; not exchanged, not part of the log.
CREATE TABLE place (
    member  TEXT PRIMARY KEY,
    article TEXT NOT NULL,
    claim   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Facts about this file: 'made_by'.
CREATE TABLE file_fact (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ------------------------------------------------------------------- views, for people with SQL

-- The claims that are neither revised nor dropped nor taken back, of all sets.
CREATE VIEW standing_claim AS
SELECT c.id, c.claim_set, c.position, c.text, c.ranges, c.mode, c.speaker, c.cue, c.date, c.rule, c.partner,
       c.occurrences, c.flags, c.edits, c.like_position, c.likeness, c.start_offset, c.revised
FROM claim AS c
WHERE NOT EXISTS (SELECT 1 FROM hidden_claim AS h WHERE h.claim = c.id);

-- The claims that are no work of their own, and the earlier claim of their set that each is folded into,
-- which stands: by the current decision, or without one because only function words differ.
CREATE VIEW folded AS
SELECT c.id AS claim, c.claim_set, t.id AS target
FROM claim AS c
LEFT JOIN folding AS f ON f.claim = c.id AND f.state = 'current'
JOIN claim AS t ON t.id = CASE WHEN f.id IS NOT NULL THEN f.target ELSE
     (SELECT o.id FROM claim AS o
      WHERE o.claim_set = c.claim_set AND o.position = c.like_position AND o.revised = 0) END
WHERE coalesce(f.folded, c.likeness = 'variant') AND t.claim_set = c.claim_set
  AND (t.position, t.start_offset, t.id) < (c.position, c.start_offset, c.id)
  AND NOT EXISTS (SELECT 1 FROM hidden_claim AS h WHERE h.claim = t.id);

-- Every reviewer's current label with the claim it is on. `shown` is 0 where the claim is of a set that
-- is not shown now, because its article was split anew, or does not stand.
CREATE VIEW current_label AS
SELECT l.id, l.member AS reviewer, l.label, l.complete, l.missing, l.verdict, l.confidence,
       l.rationale, l.at, l.claim, c.text AS claim_text, c.mode, c.speaker, c.date,
       i.article, i.title, i.published, i.shown_set = s.id
       AND NOT EXISTS (SELECT 1 FROM hidden_claim AS h WHERE h.claim = l.claim) AS shown
FROM label AS l
LEFT JOIN claim AS c ON c.id = l.claim
LEFT JOIN claim_set AS s ON s.id = c.claim_set
LEFT JOIN article_info AS i ON i.article = s.article
WHERE l.state = 'current';

-- Every current citation with its source, and whether a current label rests on it.
CREATE VIEW current_citation AS
SELECT c.id, c.member AS reviewer, c.claim, m.text AS claim_text, c.stance, c.kind, c.quote,
       c.locator, c.accessed, c.archive_url, c.archived_at, c.sole_authority, c.closed, c.at,
       s.url, s.reference, s.title, s.author, s.publisher, s.published, s.origin,
       l.id AS label_id, l.label
FROM citation AS c
JOIN source AS s ON s.id = c.source
LEFT JOIN claim AS m ON m.id = c.claim
LEFT JOIN label AS l ON l.claim = c.claim AND l.member = c.member AND l.state = 'current'
     AND EXISTS (SELECT 1 FROM label_citation AS x WHERE x.label = l.id AND x.citation = c.id)
WHERE c.state = 'current';

-- Everyone's standing vote in each round.
CREATE VIEW vote AS
SELECT l.round, l.claim, l.member AS reviewer, l.label, l.complete, l.verdict, l.confidence, l.rationale,
       l.seconds, l.at, l.id
FROM label AS l
WHERE l.vote = 1;

-- What is settled: a round's gold.
CREATE VIEW gold AS
SELECT a.round, r.name AS round_name, a.claim, a.label, a.complete, a.verdict, a.method, a.reason,
       a.member AS lead, a.at, a.id
FROM adjudication AS a
JOIN round AS r ON r.id = a.round
WHERE a.state = 'current';

-- Pairs of claims of which one may tell what the other is: what was shown instead, what says the same,
-- what was made of what. Both ways.
CREATE VIEW duplicate AS
SELECT claim, other FROM twin
UNION ALL SELECT other, claim FROM twin
UNION ALL SELECT claim, other FROM link WHERE state = 'current'
UNION ALL SELECT other, claim FROM link WHERE state = 'current'
UNION ALL SELECT claim, target FROM folding WHERE state = 'current' AND folded = 1
UNION ALL SELECT target, claim FROM folding WHERE state = 'current' AND folded = 1
UNION ALL SELECT c.id, o.id FROM claim AS c JOIN claim AS o ON o.claim_set = c.claim_set
          AND o.position = c.like_position AND o.revised = 0 WHERE c.likeness = 'variant'
UNION ALL SELECT o.id, c.id FROM claim AS o JOIN claim AS c ON c.claim_set = o.claim_set
          AND c.like_position = o.position AND c.likeness = 'variant' WHERE o.revised = 0
UNION ALL SELECT revision, parent FROM revision_parent
UNION ALL SELECT parent, revision FROM revision_parent;

-- Claims that a member leaves aside; outside of rounds there is none (see the views that a reader lays over).
CREATE VIEW set_aside AS
SELECT claim, member FROM skip WHERE 0;
