-- Who held which post, from when to when it was told: over records("office"), as the view `offices`.
SELECT
  jurisdiction_code,
  organization,
  title,
  person,
  min(source_published) AS first_seen,
  max(source_published) AS last_seen,
  count(DISTINCT source_id) AS documents
FROM offices
WHERE coalesce(status, 'current') IN ('current', 'acting') AND source_published IS NOT NULL
GROUP BY jurisdiction_code, organization, title, person
ORDER BY jurisdiction_code, title, first_seen
