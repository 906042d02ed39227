// Prints, for deploy/demo, what each partner's `case show --json` says of the
// twenty sections: node side-by-side.js FOLDER ENGLISH MEMBER:PARTNER...
'use strict';

const fs = require('fs');
const path = require('path');

const [folder, english, ...people] = process.argv.slice(2);
const marks = {
  SECTION_ACCESS_SHOWN: '●',
  SECTION_ACCESS_PARTLY: '◐',
  SECTION_ACCESS_OWN: '○',
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

const columns = people.map((person, index) => {
  const [member, partner] = person.split(':');
  const file = JSON.parse(
      fs.readFileSync(path.join(folder, `${member}.json`), 'utf8') || '{}');
  const access = {};
  for (const section of file.sections || []) {
    access[section.category] = section.access;
  }
  const own = new Set((file.entries || []).map((entry) => entry.category));
  return {head: index === 0 ? 'COOR' : heads[partner], access, own};
});

const cell = (text) => ' ' + text + ' '.repeat(Math.max(0, 4 - text.length));
console.log(' '.repeat(18) + columns.map((c) => cell(c.head)).join(''));
for (const [category, [french, other]] of Object.entries(names)) {
  const label = english === 'yes' ? other : french;
  const line = columns.map(({access, own}) => {
    const shown = access[category];
    if (shown === 'SECTION_ACCESS_OWN' && !own.has(category)) return cell('·');
    return cell(marks[shown] || '·');
  });
  console.log(label + ' '.repeat(18 - label.length) + line.join(''));
}
