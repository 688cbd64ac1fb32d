-- Indexes and views, when all tables are filled.
CREATE INDEX records_session ON records (session) WHERE session IS NOT NULL;
CREATE INDEX tenures_name ON tenures (name);
CREATE INDEX tenures_post ON tenures (post, from_day);
CREATE INDEX tenures_role ON tenures (role, jurisdiction, from_day);
CREATE INDEX evidence_uid ON tenure_evidence (uid);
-- Who held a post on a day: WHERE role = '县长' AND :day BETWEEN from_day AND to_day. On the day of a change both are given.
CREATE VIEW holder_on AS
  SELECT post, organization, role, jurisdiction, code, person, name, status, from_day, to_day, start_basis, end_basis, tenure
  FROM tenures WHERE status <> 'candidate' AND from_day IS NOT NULL AND to_day IS NOT NULL;
-- What happened, in order of days: starts and ends of tenures.
CREATE VIEW timeline AS
  SELECT start AS day, 'start' AS event, start_basis AS basis, name, person, title, organization, role, jurisdiction, status, tenure
  FROM tenures WHERE start IS NOT NULL
  UNION ALL
  SELECT "end", 'end', end_basis, name, person, title, organization, role, jurisdiction, status, tenure FROM tenures WHERE "end" IS NOT NULL
  ORDER BY 1, 2, 4, 11;
-- Who followed whom in a post that one person holds.
CREATE VIEW successions AS
  SELECT post, organization, role, jurisdiction, name, person, start, start_basis,
    lag(name) OVER one AS before_name, lag(person) OVER one AS before_person, lag("end") OVER one AS before_end, lag(end_basis) OVER one AS before_end_basis
  FROM tenures WHERE holders = 'single' AND status = 'held'
  WINDOW one AS (PARTITION BY post ORDER BY coalesce(from_day, to_day), tenure);
-- One row a spell, as databases of careers have it.
CREATE VIEW spells AS
  SELECT person AS person_id, name, organization, role, jurisdiction, code AS jurisdiction_code, status, start, start_basis, "end", end_basis, term, unit,
    (SELECT count(*) FROM tenure_evidence e WHERE e.tenure = t.tenure) AS evidence, tenure AS spell_id
  FROM tenures t ORDER BY person, coalesce(start, "end"), tenure;
-- Acts of appointing and removing, with their pages.
CREATE VIEW acts AS
  SELECT session, date, action, person AS name, title, organization, role, jurisdiction, authority, reason, notice, source, url, published, evidence, uid
  FROM records WHERE type = 'appointment';
-- What does not fit, with both pages.
CREATE VIEW findings_with_pages AS
  SELECT f."check", f.message, f.person, f.post, f.uid, a.source, a.published, a.evidence,
    f.other, b.source AS other_source, b.published AS other_published, b.evidence AS other_evidence
  FROM findings f LEFT JOIN records a ON a.uid = f.uid LEFT JOIN records b ON b.uid = f.other;
