-- The date, list and text helpers of the facts steps and rules, for DuckDB. Each has tests of its own.

-- P3: a is on or before b. Both timed: to the second; otherwise by calendar day.
CREATE OR REPLACE MACRO no_later(a, a_timed, b, b_timed) AS
    CASE WHEN a_timed AND b_timed THEN a <= b ELSE CAST(a AS DATE) <= CAST(b AS DATE) END;

-- P3: a is within so many hours after b. A time missing: hours over 24, rounded up, as days.
CREATE OR REPLACE MACRO within_hours(a, a_timed, b, b_timed, hours) AS
    CASE WHEN a_timed AND b_timed THEN a <= b + to_hours(CAST(hours AS BIGINT))
         ELSE CAST(a AS DATE) <= CAST(b AS DATE) + CAST(ceil(hours / 24.0) AS INTEGER) END;

-- P3: the last good moment, so many hours after a, has not passed at the end of the run date.
CREATE OR REPLACE MACRO hours_still_open(a, a_timed, hours, run_date) AS
    CASE WHEN a_timed THEN CAST(run_date AS TIMESTAMP) + INTERVAL 1 DAY <= a + to_hours(CAST(hours AS BIGINT))
         ELSE run_date <= CAST(a AS DATE) + CAST(ceil(hours / 24.0) AS INTEGER) END;

-- P3: the fewest whole hours that would have to be allowed for b to be in time after a: as within_hours judges it,
-- within_hours(b, a, h) holds just where hours_to_allow(b, a) <= h. Each is given with whether it has a time.
CREATE OR REPLACE MACRO hours_to_allow(b, b_timed, a, a_timed) AS
    CASE WHEN b_timed AND a_timed THEN CAST(ceil(date_diff('second', a, b) / 3600.0) AS BIGINT)
         ELSE (CAST(b AS DATE) - CAST(a AS DATE) - 1) * 24 + 1 END;

-- P3: the same for the end of the run date, the "now" of P1: hours_still_open(a, h) holds just where it is <= h.
CREATE OR REPLACE MACRO hours_passed(a, a_timed, run_date) AS
    CASE WHEN a_timed THEN CAST(ceil(date_diff('second', a, CAST(run_date AS TIMESTAMP) + INTERVAL 1 DAY) / 3600.0) AS BIGINT)
         ELSE (run_date - CAST(a AS DATE) - 1) * 24 + 1 END;

-- P3: age in whole years on a day; the birthday itself is the new age.
CREATE OR REPLACE MACRO age_on(birth, d) AS
    date_diff('year', birth, d) - CASE WHEN anniversary(birth, date_diff('year', birth, d)) > d THEN 1 ELSE 0 END;

-- P3: same month and day so many years on; 29 February becomes the 28th.
CREATE OR REPLACE MACRO anniversary(d, years) AS CAST(d + to_years(CAST(years AS INTEGER)) AS DATE);

-- Whether a semicolon list, as semicolon_items or semicolon_names writes it, holds an item.
CREATE OR REPLACE MACRO holds_item(items, item) AS coalesce(contains(items, ';' || item || ';'), false);
CREATE OR REPLACE MACRO semicolon_items(t) AS
    ';' || array_to_string(list_transform(string_split(t, ';'), lambda item: trim(item)), ';') || ';';
CREATE OR REPLACE MACRO semicolon_names(t) AS
    ';' || array_to_string(list_transform(string_split(t, ';'), lambda item: normalised_text(item)), ';') || ';';

-- P20: a name stands as whole words: not beside a letter, digit or underscore, nor a hyphen joined to a
-- letter. A text is split at the name and the pieces' ends looked at, so that no pattern is made per record.
-- Between two pieces the name itself stands, so an inner piece is read with a letter on its far side.
CREATE OR REPLACE MACRO ends_a_word(piece) AS
    piece = '' OR regexp_matches(right(piece, 2), '(?:[^\p{L}\p{Nd}_‐-]|(?:^|[^\p{L}])[‐-])$');
CREATE OR REPLACE MACRO starts_a_word(piece) AS
    piece = '' OR regexp_matches(left(piece, 2), '^(?:[^\p{L}\p{Nd}_‐-]|[‐-](?:$|[^\p{L}]))');
CREATE OR REPLACE MACRO name_stands(pieces, i) AS
    ends_a_word(CASE WHEN i = 1 THEN pieces[i] ELSE 'x' || pieces[i] END)
    AND starts_a_word(CASE WHEN i + 1 = len(pieces) THEN pieces[i + 1] ELSE pieces[i + 1] || 'x' END);
CREATE OR REPLACE MACRO says_name(t, n) AS
    contains(t, n) AND list_contains(
        list_transform(range(1, len(string_split(t, n))), lambda i: name_stands(string_split(t, n), i)), true
    );

-- A phrase as whole words: not beside a letter or digit.
CREATE OR REPLACE MACRO says_phrase(t, p) AS
    contains(t, p) AND regexp_matches(t, '(?:^|[^\p{L}\p{Nd}])' || regexp_escape(p) || '(?:$|[^\p{L}\p{Nd}])');

-- P13: the limits of a consent or refusal exclude the recipient, by its id, its kind or its name.
CREATE OR REPLACE MACRO excludes_recipient(ids, kinds, names, agency_id, person_id, kind, recipient_text) AS
    ids IS NOT NULL AND (
        holds_item(ids, agency_id) OR holds_item(ids, person_id)
        OR holds_item(kinds, kind) OR holds_item(names, recipient_text)
    );

-- The categories a consent's list covers of those a disclosure needs (P13): the listed ones; through
-- whole_file all but those that need express permission; a blank list as the pack's blank scope says.
CREATE OR REPLACE MACRO consent_covers(listed, needed, blank_scope, never, whole_file) AS
    CASE
        WHEN listed IS NULL AND blank_scope = 'anything' THEN needed & ~never & ~whole_file
        WHEN listed IS NULL THEN 0
        WHEN listed & whole_file <> 0 THEN needed & (~never | listed)
        ELSE needed & listed
    END;

-- P13: a consent names the recipient, by agency or by name, or names none where the pack allows that.
CREATE OR REPLACE MACRO names_recipient(names_none, blank_scope, agency_id, named, recipient_agency_id, recipient_text) AS
    names_none AND blank_scope = 'anything'
    OR coalesce(agency_id = recipient_agency_id, false)
    OR coalesce(named = recipient_text, false);

-- Blank categories stand as one category of their own, the bit above all declared ones.
CREATE OR REPLACE MACRO blank_bit() AS CAST(1099511627776 AS BIGINT);
CREATE OR REPLACE MACRO all_bits() AS CAST(2199023255551 AS BIGINT);

-- P4: the part of a text outside double quotation marks, which come in pairs; a stop stands for what is left out.
-- Most texts have none, and what a macro is given it works out wherever it names it: so those go by themselves.
CREATE OR REPLACE MACRO normalised_outside_quotations(t) AS CASE
    WHEN regexp_matches(t, '["“＂]')
        THEN normalised_text(regexp_replace(nfkc_text(t), '"[^"]*"|“[^”]*”', '.', 'g'))
    ELSE normalised_text(t) END;

-- The words of a normalised text as letters and digits, in order: it begins and ends with one.
CREATE OR REPLACE MACRO split_words(t) AS regexp_split_to_array(t, '[^\p{L}\p{Nd}]+');

-- A text in the form in which spellings of names are compared; checks/facts/spelling.py says which.
CREATE OR REPLACE MACRO one_letter_form(t) AS CASE WHEN strlen(t) = length(t) THEN t ELSE strip_accents(
    replace(replace(replace(replace(translate(t, 'øłđðı’ʼ', 'olddi'''''), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')
) END;
CREATE OR REPLACE MACRO one_way(t) AS
    replace(replace(replace(replace(replace(replace(t, '''', ''), 'ae', 'a'), 'oe', 'o'), 'ue', 'u'), 'ss', 's'), 'ph', 'f');
CREATE OR REPLACE MACRO spelt_text(t) AS one_way(one_letter_form(t));
-- The word with which what follows a place begins, and that with which what stands before one ends.
CREATE OR REPLACE MACRO word_after(t) AS regexp_extract(left(t, 60), '^[^\p{L}\p{Nd}]*s?[^\p{L}\p{Nd}]+([\p{L}\p{Nd}]+)', 1);
CREATE OR REPLACE MACRO word_before(t) AS regexp_extract(right(t, 60), '([\p{L}\p{Nd}]+)[^\p{L}\p{Nd}]+$', 1);

-- A text with whole names taken out, the longest first; a stop is left so that no new name is made.
CREATE OR REPLACE MACRO without_name(t, n) AS
    array_to_string(list_transform(range(1, len(string_split(t, n)) + 1), lambda i:
        string_split(t, n)[i] || CASE
            WHEN i = len(string_split(t, n)) THEN ''
            WHEN name_stands(string_split(t, n), i) THEN '.'
            ELSE n
        END), '');
CREATE OR REPLACE MACRO without_names(t, names) AS
    list_reduce(list_prepend(t, names), lambda text, n: without_name(text, n));

-- P13: a refusal reaches a disclosure: its case, one of its categories, its day and its recipient; an
-- undated one whatever the recipient and the day.
CREATE OR REPLACE MACRO refusal_reaches(
    case_id, categories, undated, refused_on, names_none, agency_id, named, ids, kinds, names,
    shared_case_id, to_cover, shared_day, recipient_agency_id, recipient_person_id, recipient_kind, recipient_text
) AS
    coalesce(case_id = shared_case_id, true)
    AND categories & to_cover <> 0
    AND (
        undated
        OR refused_on <= shared_day
        AND names_recipient(names_none, 'anything', agency_id, named, recipient_agency_id, recipient_text)
        AND NOT coalesce(excludes_recipient(
            ids, kinds, names, recipient_agency_id, recipient_person_id, recipient_kind, recipient_text
        ), false)
    );
