# shellcheck shell=bash disable=SC1112,SC2016
# Version 2 of the charter: proposed, adopted by two, signed by each, in force
# from the next day; its server's clock is a day ahead. Needs `case`. Sourced by
# deploy/demo.

chapter 'Une nouvelle version de la charte' 'A new version of the charter'
tell 'Le groupe veut que le Conseil régional, quand il est convoqué, lise aussi
les actions, et que la lecture s’ouvre dix jours avant la séance au lieu de
quatorze. La coordinatrice écrit le projet ; l’outil le tient aussitôt à ce que
la loi interdit, puis dit exactement ce qu’il change.' 'The group wants the
région, when convened, to read actions too, and reading to open ten days before
the session instead of fourteen. The coordinator writes the draft; the tool holds
it at once to what the law forbids, then says exactly what it changes.'
printf '\n'
mkdir -p "$demo/version"
cp policy/charters/alencon-jeunesse.textproto "$demo/version/"
cd "$demo/version"
next_day=$(TZ=Europe/Paris date -d tomorrow +%F)
sed -e 's/^version: .*/version: "alencon-2026-2"/' \
  -e "s/^effective_date: .*/effective_date: \"$next_day\"/" \
  -e 's/^  window_days_before: 14/  window_days_before: 10/' \
  alencon-jeunesse.textproto >alencon-2026-2.textproto
cat >>alencon-2026-2.textproto <<'TEXT'
grants {
  partner: "conseil-regional"
  category: "Action"
  operation: "READ"
  any_of: ["session"]
  article: "CSI L. 132-13 III ; besoin d'en connaître"
  reason_fr: "Quand il est convoqué pour la personne, le Conseil régional lit les actions, pour ne pas proposer une formation qui existe déjà."
}
TEXT
typed "$coordinator" charter check alencon-2026-2.textproto --proof
printf '\n'
typed "$coordinator" charter diff alencon-jeunesse.textproto \
  alencon-2026-2.textproto
printf '\n'
typed "$coordinator" charter propose alencon-2026-2.textproto
cd "$root"
printf '\n'
tell 'Le délégué à la protection des données donne son avis. La garante de la
charte voit ce que le projet aurait changé aux accès passés : des nombres, aucun
nom.' 'The data protection officer gives an opinion. The charter officer sees what
the draft would have changed of past accesses: counts, no name.'
printf '\n'
typed "$protector" charter opinion alencon-2026-2 FAVOURABLE
printf '\n'
typed "$officer" charter replay alencon-2026-2 --depuis 1m
printf '\n'
tell 'Les deux copilotes, de deux organisations, signent la même empreinte, chacun
avec la clé de son certificat. Il en faut deux ; l’un ou l’autre peut l’écarter.' \
  'Both co-pilots, of two organisations, sign the same hash, each with the key of
the certificate. It takes both; either may veto.'
printf '\n'
typed prefecture/paul-garnier charter adopt alencon-2026-2 --yes
printf '\n'
typed commune-alencon/sofia-leroy charter adopt alencon-2026-2 --yes
printf '\n'
tell 'Chacun voit d’abord ce qui change pour sa structure, calculé sur son poste
d’après les deux textes.' 'Everyone sees first what changes for their
organisation, computed on their workstation from both texts.'
printf '\n'
typed conseil-regional/julie-morel charter show alencon-2026-2 \
  >"$demo/changes.out"
excerpt "$demo/changes.out" 2 4
printf '\n'
tell 'Chacun peut signer avant le premier jour. Claire Martin le fait ; Marc
Delaunay oublie, malgré le rappel.' 'Everyone may sign before the first day.
Claire Martin does; Marc Delaunay forgets, in spite of the reminder.'
printf '\n'
typed mission-locale/claire-martin charter sign alencon-2026-2 --yes
printf '\n'
typed police-nationale/marc-delaunay todo
printf '\n'
tell "Le lendemain (ce serveur est relancé avec une horloge en avance d’un jour :
« rehearsal_days_ahead », pour s’exercer), la version 2 est en vigueur. Qui l’a
signée continue ; qui ne l’a pas signée ne lit plus rien." "The next day (this
server starts again with a clock a day ahead: “rehearsal_days_ahead”, for
rehearsals) version 2 is in force. Whoever signed goes on; whoever did not reads
nothing any more."
printf '\n'
stop_server
sed -i "s/^listen_address: .*/listen_address: \"$address\"/" \
  "$demo/sceaud.textproto"
printf 'rehearsal_days_ahead: 1\n' >>"$demo/sceaud.textproto"
start_server
quietly later as mission-locale/claire-martin case show "$case"
refused 4 police-nationale/marc-delaunay case show "$case"
printf '\n'
typed police-nationale/marc-delaunay charter sign --yes
printf '\n'
quietly later as police-nationale/marc-delaunay case show "$case"
tell 'Dès sa signature, Marc Delaunay lit de nouveau. Et ce que la version 2 ouvre
ne vaut que pour ce qui est écrit depuis, sauf accord de qui l’a écrit.' 'From
his signature on, Marc Delaunay reads again. And what version 2 opens is open only
in what is written from now on, unless whoever wrote it agrees.'
