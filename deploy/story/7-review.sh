# shellcheck shell=bash disable=SC1112,SC2016
# The charter officer reviews the journal of the first day, to the signed report;
# a member is asked; who looked is told to those it is about. Needs `case`, and a
# server a day ahead. Sourced by deploy/demo.

chapter 'La revue du journal' 'The review of the journal'
tell 'Anne Rivière est la garante de la charte. Quatre fois par an elle relit le
journal : qui a lu, par quel droit, jamais quoi. Elle ne se souvient plus des
commandes ; le service lui dit quoi faire.' 'Anne Rivière is the charter officer.
Four times a year she reviews the journal: who read, by which right, never what.
She does not remember the commands; the service tells her what to do.'
printf '\n'
refused 4 "$officer" officer status
printf '\n'
typed "$officer" charter sign --yes
quietly review as "$protector" charter sign --yes
quietly review as "$coordinator" charter sign --yes
printf '\n'
typed "$officer" officer status
printf '\n'
day=$(TZ=Europe/Paris date +%d/%m/%Y)
typed "$officer" officer open --du "$day" --au "$day"
printf '\n'
tell 'Ce qui appelle un regard vient d’abord, avec la règle en une phrase et son
seuil, que la charte fixe. Un signal n’est pas un constat.' 'What calls for a look
comes first, with the rule in a sentence and its threshold, which the charter
sets. A signal is no finding.'
printf '\n'
typed "$officer" officer queue >"$demo/queue.out"
excerpt "$demo/queue.out" 16 3
printf '\n'
tell 'Elle regarde les lectures d’un membre. Les dossiers n’ont pas de nom : chacun
porte celui de cette revue, et un autre à la prochaine.' 'She looks at the readings
of a member. Cases have no name: each bears one of this review, and another in the
next.'
printf '\n'
typed "$officer" officer search --membre claire-martin --lectures \
  >"$demo/search.out"
excerpt "$demo/search.out" 10 1
printf '\n'
asked=$(as "$officer" --json officer search --membre claire-martin --lectures \
  --operation READ | grep -o '"leafIndex": *"[0-9]*"' |
  grep -o '[0-9]*' | sed -n 1p)
tell 'Elle demande à Claire Martin d’expliquer une lecture. Claire sait laquelle,
répond par une raison de la liste, et dit qu’elle ne connaît pas la personne.' 'She
asks Claire Martin to explain a reading. Claire knows which one, answers with a
reason of the list, and says that she does not know the person.'
printf '\n'
typed "$officer" officer ask claire-martin "$asked" --lien
printf '\n'
typed mission-locale/claire-martin questions >"$demo/questions.out"
excerpt "$demo/questions.out" 8 4
printf '\n'
typed mission-locale/claire-martin answer 1 PREPARING --sans-lien
printf '\n'
typed "$officer" officer status
printf '\n'
typed "$officer" officer find Q1 JUSTIFIED
printf '\n'
tell 'Le reste est tiré au sort : assez de lectures pour que le rapport puisse dire
ce que valent toutes les autres.' 'The rest is drawn at random: as many readings as
it takes for the report to say what all the others are worth.'
printf '\n'
quietly review as "$officer" officer sample
typed "$officer" officer sample --justified --yes
printf '\n'
tell 'Ses propres actes, un autre les relit : le délégué à la protection des
données. Alors seulement elle signe son rapport, avec la clé de son certificat.' \
  'Her own acts are looked at by another: the data protection officer. Only then
does she sign her report, with the key of her certificate.'
printf '\n'
refused 5 "$officer" officer close --yes
printf '\n'
quietly review as "$protector" oversee acts
typed "$protector" oversee attest IN_ORDER
printf '\n'
typed "$officer" officer close --yes
printf '\n'
review=$(as "$officer" --json officer list | first journalReviews)
kept=${demo#"$root"/}
typed "$officer" officer report --review "$review" \
  --fichier "$kept/rapport.json" --pdf "$kept/rapport.pdf"
printf '\n'
tell 'Le rapport signé s’imprime, en A4. Qui l’a reçu avec sa signature le vérifie
et l’imprime sur son propre poste, sans le service.' 'The signed report is printed,
on A4. Whoever was given it with its signature checks and prints it on their own
workstation, without the service.'
printf '\n'
typed "$protector" officer report --depuis "$kept/rapport.json" \
  --pdf "$kept/copie.pdf" >"$demo/held.out"
excerpt "$demo/held.out" 3 8
printf '\n'
tell 'Et la personne ? Le délégué à la protection des données peut lui dire quelles
structures ont lu son dossier. Chaque structure peut savoir qui a lu ce qu’elle a
déposé, par structure, jamais par agent.' 'And the person? The data protection
officer can say which organisations read the file. Each organisation can know who
read what it has written, by organisation, never by agent.'
printf '\n'
typed "$protector" readers "$case" >"$demo/readers.out"
excerpt "$demo/readers.out" 14 1
printf '\n'
typed mission-locale/claire-martin who-looked "$case" >"$demo/looked.out"
excerpt "$demo/looked.out" 10 1
