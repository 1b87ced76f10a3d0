-- step: places_of_open_cases
SELECT DISTINCT storage_location_id AS location_id
FROM cases
WHERE status = 'open' AND storage_location_id IS NOT NULL;

-- step: stored_places
SELECT
    'storage_locations' AS record_table, storage_locations.location_id AS record_id, CAST(NULL AS VARCHAR) AS case_id,
    storage_locations.source_file, storage_locations.source_row, storage_locations.row_key, true AS is_place,
    storage_locations.kind, coalesce(storage_locations.holds_personal_data = 'no', false) AS holds_nothing_personal,
    coalesce(storage_locations.locked = 'yes', false) AS locked,
    coalesce(storage_locations.password_protected = 'yes', false) AS password_protected,
    coalesce(storage_locations.it_policy_compliant = 'yes', false) AS it_policy_compliant,
    as_of() - storage_locations.last_checked_on AS days_since_check,
    as_of() - storage_locations.last_cleared_on AS days_since_clearing,
    places_of_open_cases.location_id IS NOT NULL AS holds_open_case,
    false AS destroyed, false AS place_named, false AS place_found
FROM storage_locations
LEFT JOIN places_of_open_cases ON places_of_open_cases.location_id = storage_locations.location_id;

-- step: stored_cases
SELECT
    'cases' AS record_table, cases.case_id AS record_id, cases.case_id, cases.source_file, cases.source_row,
    cases.row_key, false AS is_place, CAST(NULL AS VARCHAR) AS kind, false AS holds_nothing_personal, false AS locked,
    false AS password_protected, false AS it_policy_compliant, CAST(NULL AS BIGINT) AS days_since_check,
    CAST(NULL AS BIGINT) AS days_since_clearing, false AS holds_open_case,
    coalesce(cases.status = 'destroyed', false) AS destroyed,
    cases.storage_location_id IS NOT NULL AS place_named,
    storage_locations.location_id IS NOT NULL AS place_found
FROM cases
LEFT JOIN storage_locations ON storage_locations.location_id = cases.storage_location_id;

-- step: stored_documents
SELECT
    'documents' AS record_table, documents.document_id AS record_id,
    CASE WHEN documents.owner_type = 'case' THEN documents.owner_id END AS case_id,
    documents.source_file, documents.source_row, documents.row_key, false AS is_place, CAST(NULL AS VARCHAR) AS kind,
    false AS holds_nothing_personal, false AS locked, false AS password_protected, false AS it_policy_compliant,
    CAST(NULL AS BIGINT) AS days_since_check, CAST(NULL AS BIGINT) AS days_since_clearing, false AS holds_open_case,
    false AS destroyed,
    documents.storage_location_id IS NOT NULL AS place_named,
    storage_locations.location_id IS NOT NULL AS place_found
FROM documents
LEFT JOIN storage_locations ON storage_locations.location_id = documents.storage_location_id;

-- step: storage_judged
SELECT * FROM stored_places UNION ALL SELECT * FROM stored_cases UNION ALL SELECT * FROM stored_documents;

-- step: movements_judged
-- One row per time a paper file was signed out.
SELECT
    'file_movements' AS record_table, file_movements.movement_id AS record_id,
    CASE WHEN file_movements.file_type = 'case' THEN file_movements.file_id END AS case_id,
    file_movements.source_file, file_movements.source_row, file_movements.row_key,
    CAST(file_movements.taken_at AS DATE) AS taken_day,
    CAST(file_movements.returned_at AS DATE) AS returned_day,
    NOT hours_still_open(
        file_movements.taken_at, file_movements.taken_at__timed, setting('hours.file_out'), as_of()
    ) AS hours_passed,
    NOT within_hours(
        file_movements.returned_at, file_movements.returned_at__timed,
        file_movements.taken_at, file_movements.taken_at__timed, setting('hours.file_out')
    ) AS returned_after_hours,
    file_movements.returned_to IS NOT NULL AS place_named,
    storage_locations.location_id IS NOT NULL AS place_found,
    storage_locations.kind AS place_kind,
    coalesce(storage_locations.locked = 'yes', false) AS place_locked
FROM file_movements
LEFT JOIN storage_locations ON storage_locations.location_id = file_movements.returned_to;
