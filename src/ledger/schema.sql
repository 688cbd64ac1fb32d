-- The tables of a ledger. Texts are as the documents have them; days are ISO, as precise as told (2016, 2016-03, 2016-03-07).
CREATE TABLE records (
  uid TEXT PRIMARY KEY, type TEXT NOT NULL, person TEXT, post TEXT, kind TEXT, basis TEXT, day TEXT, as_of TEXT, acting INTEGER,
  title TEXT, organization TEXT, role TEXT, holders TEXT, jurisdiction TEXT, code TEXT, start TEXT, "end" TEXT,
  action TEXT, authority TEXT, session TEXT, date TEXT, reason TEXT, notice TEXT,
  gender TEXT, birth TEXT, ethnicity TEXT, native_place TEXT, current_title TEXT,
  congress TEXT, unit TEXT, seats INTEGER,
  project TEXT, name TEXT, count INTEGER, part_of TEXT, stage TEXT, location TEXT, investment, currency TEXT, modifier TEXT, parties TEXT,
  source TEXT, url TEXT, published TEXT, place TEXT, publisher TEXT, headline TEXT, char_start INTEGER, char_end INTEGER, evidence TEXT
) WITHOUT ROWID;
CREATE TABLE posts (post TEXT PRIMARY KEY, organization TEXT, role TEXT, jurisdiction TEXT, code TEXT, holders TEXT) WITHOUT ROWID;
CREATE TABLE post_forms (post TEXT, title TEXT, times INTEGER, PRIMARY KEY (post, title)) WITHOUT ROWID;
CREATE TABLE persons (person TEXT PRIMARY KEY, name TEXT NOT NULL, gender TEXT, birth TEXT, ethnicity TEXT, native_place TEXT);
CREATE TABLE maybe_same (person TEXT, other TEXT, reasons TEXT, PRIMARY KEY (person, other)) WITHOUT ROWID;
CREATE TABLE tenures (
  tenure TEXT PRIMARY KEY, person TEXT NOT NULL, name TEXT NOT NULL, post TEXT NOT NULL, title TEXT, organization TEXT, role TEXT,
  jurisdiction TEXT, code TEXT, status TEXT NOT NULL, start TEXT, start_basis TEXT, "end" TEXT, end_basis TEXT, term TEXT, unit TEXT,
  from_day TEXT, to_day TEXT, holders TEXT
);
CREATE TABLE tenure_evidence (tenure TEXT, uid TEXT, PRIMARY KEY (tenure, uid)) WITHOUT ROWID;
CREATE TABLE findings ("check" TEXT, message TEXT, person TEXT, post TEXT, uid TEXT, other TEXT, PRIMARY KEY ("check", uid, other, message)) WITHOUT ROWID;
CREATE TABLE projects (
  project TEXT PRIMARY KEY, name TEXT, place TEXT, batch INTEGER, count INTEGER, part_of INTEGER, stage TEXT, stage_day TEXT, investment,
  currency TEXT, location TEXT, first_day TEXT, last_day TEXT
);
CREATE TABLE project_names (project TEXT, name TEXT, PRIMARY KEY (project, name)) WITHOUT ROWID;
CREATE TABLE project_stages (project TEXT, stage TEXT, day TEXT, basis TEXT, uid TEXT, PRIMARY KEY (project, stage, day, uid)) WITHOUT ROWID;
CREATE TABLE project_sums (project TEXT, investment, currency TEXT, modifier TEXT, day TEXT, uid TEXT, PRIMARY KEY (project, uid)) WITHOUT ROWID;
CREATE TABLE project_parties (project TEXT, name TEXT, role TEXT, share, uid TEXT, PRIMARY KEY (project, name, role, uid)) WITHOUT ROWID;
