// Prints, for deploy/demo, what each reader's `case show --json` says of the
// twenty sections, side by side, then the charter's reason for every cell:
// node side-by-side.js FOLDER CHARTER ENGLISH MEMBER:PARTNER...
// FOLDER holds MEMBER.json; an empty object stands for a file that was denied.
// CHARTER is the charter's text: why a section is not for everyone.
'use strict';

const fs = require('fs');
const path = require('path');

const [folder, charter, english, ...people] = process.argv.slice(2);
const say = (french, other) => (english === 'yes' ? other : french);
const WIDTH = 80;
const LABEL = 18;
const marks = {
  SECTION_ACCESS_SHOWN: '●',
  SECTION_ACCESS_PARTLY: '◐',
  SECTION_ACCESS_OWN: '○',
  SECTION_ACCESS_WITHHELD: '·',
};
const heads = {
  prefecture: 'PREF', 'education-nationale': 'EN', 'police-nationale': 'PN',
  spip: 'SPIP', pjj: 'PJJ', ddetspp: 'DDET', 'commune-alencon': 'COMM',
  'conseil-departemental': 'CD', 'conseil-regional': 'CR',
  'mission-locale': 'ML', 'association-mediation': 'MED',
};
const names = {
  CATEGORY_IDENTITY: ['Identité', 'Identity'],
  CATEGORY_CONTACT_DETAILS: ['Coordonnées', 'Contact details'],
  CATEGORY_LEGAL_REPRESENTATIVES: ['Représentants', 'Representatives'],
  CATEGORY_ORIGIN: ['Origine du suivi', 'Origin'],
  CATEGORY_SCHOOLING: ['Scolarité', 'Schooling'],
  CATEGORY_ATTENDANCE: ['Assiduité', 'Attendance'],
  CATEGORY_SCHOOL_INCIDENT: ['Fiche navette', 'School incident'],
  CATEGORY_EMPLOYMENT: ['Insertion', 'Employment'],
  CATEGORY_PUBLIC_ORDER_FACT: ['Tranquillité', 'Public order'],
  CATEGORY_JUDICIAL_MEASURE: ['Mesure de justice', 'Judicial measure'],
  CATEGORY_SENTENCE_PREPARATION: ['Sortie préparée', 'Exit preparation'],
  CATEGORY_SOCIAL_ENVIRONMENT: ['Environnement', 'Environment'],
  CATEGORY_INVOLVEMENT: ['Intervenants', 'Involvement'],
  CATEGORY_STRENGTHS: ["Points d'appui", 'Strengths'],
  CATEGORY_DECISION: ['Décisions', 'Decisions'],
  CATEGORY_ACTION: ['Actions', 'Actions'],
  CATEGORY_MUNICIPAL_MEASURE: ['Mesures du maire', 'Mayor’s measures'],
  CATEGORY_NOTICE: ['Information', 'Notice'],
  CATEGORY_LEAD_WORKER: ['Référent', 'Lead worker'],
  CATEGORY_ADMINISTRATIVE: ['État du dossier', 'State of the file'],
};

// A category's own sentence in the charter.
const sentences = {};
for (const [, category, sentence] of fs.readFileSync(charter, 'utf8').matchAll(
    /\ncategories \{\n  category: "(\w+)"[^}]*?reason_fr: "([^"]*)"/g)) {
  sentences['CATEGORY_' +
      category.replace(/(?<=.)([A-Z])/g, '_$1').toUpperCase()] = sentence;
}

// One reader of the file: the head of a column, and sections by category.
const readers = people.map((person, index) => {
  const [member, partner] = person.split(':');
  const file =
      JSON.parse(fs.readFileSync(path.join(folder, `${member}.json`), 'utf8'));
  const sections = {};
  for (const section of file.sections || []) {
    sections[section.category] = section;
  }
  const own = new Set((file.entries || []).map((entry) => entry.category));
  return {head: index === 0 ? 'COOR' : heads[partner], sections, own,
    denied: !file.name};
});

// Lines of at most WIDTH columns: what begins the first, then words, the
// further lines further in.
const paragraph = (first, text, indent) => {
  const lines = [];
  let line = first;
  let empty = true;
  for (const word of text.replace(/ ([:;?!»])/g, '\u00a0$1')
      .replace(/« /g, '«\u00a0').split(' ')) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = ' '.repeat(indent);
      empty = true;
    }
    line += (empty ? '' : ' ') + word;
    empty = false;
  }
  return lines.concat(line).join('\n');
};

const cell = (text) => ' ' + text.padEnd(4);
console.log((' '.repeat(LABEL) +
    readers.map((reader) => cell(reader.head)).join('')).trimEnd());
for (const [category, [french, other]] of Object.entries(names)) {
  const line = readers.map(({sections, own, denied}) => {
    if (denied) return cell('✕');
    const access = (sections[category] || {}).access;
    if (access === 'SECTION_ACCESS_OWN' && !own.has(category)) return cell('·');
    return cell(marks[access] || '·');
  });
  console.log((say(french, other).padEnd(LABEL) + line.join('')).trimEnd());
}
console.log('\n' + say(
    '● montrée  ◐ en partie  ○ ses propres fiches  · non  ✕ tout est refusé',
    '● shown  ◐ in part  ○ its own entries  · no  ✕ all is denied'));

console.log('\n' + say(
    'Pourquoi : ce que la charte en dit, avec l’article.',
    'Why: what the charter says of it (in French), with the article.'));
for (const [category, [french, other]] of Object.entries(names)) {
  const purposes = new Map();  // Why it is shown -> the heads it is shown to.
  let article = '';
  for (const {head, sections} of readers) {
    const section = sections[category];
    if (!section) continue;
    article = section.article || article;
    // « …, la mission locale lit les décisions, pour faire sa part » : to whom
    // and what stand in the table, what for is left.
    const why = (section.reason || '').match(/, ((pour (?!quels )|parce qu).*)\.$/);
    if (!why || !['SECTION_ACCESS_SHOWN', 'SECTION_ACCESS_PARTLY']
        .includes(section.access)) continue;
    const key = `${marks[section.access]}\n${why[1]}`;
    purposes.set(key, [...(purposes.get(key) || []), head]);
  }
  console.log('\n' + paragraph(
      '', `${say(french, other)} (${article}). ${sentences[category] || ''}`,
      2));
  for (const [key, to] of purposes) {
    const [mark, why] = key.split('\n');
    console.log(paragraph(`  ${mark} `, `${to.join(', ')} : ${why}.`, 4));
  }
}
const denied = readers.filter((reader) => reader.denied);
if (denied.length > 0) {
  console.log('\n' + paragraph('', say('Tout le dossier : ',
      'The whole file: ') + denied.map((reader) => reader.head).join(', ') +
      say(' n’ont aucun lien avec lui (ni convocation, ni référent, ni ' +
          'action, ni saisine) et n’apprennent pas qu’il existe.',
          ' have no relation to it (not convened, no lead worker, action or ' +
          'referral) and do not learn that it exists.'), 2));
}
