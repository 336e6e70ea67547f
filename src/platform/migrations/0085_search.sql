-- Words as they are looked for: one width and case, letters without their marks, both kana as one. Immutable, so that columns and indexes can be made by it.

create extension if not exists pg_trgm;

create function search_key(words text) returns text
language sql immutable parallel safe
return translate(
  replace(
    normalize(
      regexp_replace(normalize(lower(normalize(coalesce(words, ''), nfkc)), nfkd), '[\u0300-\u036f]', '', 'g'),
      nfc),
    'ß', 'ss'),
  'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔ',
  'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴ');
