# shellcheck shell=bash disable=SC1112,SC2016
# The journal, checked from a workstation. Sourced by
# deploy/demo.

chapter 'Le journal' 'The journal'
tell 'Chaque lecture, chaque écriture et chaque refus de cette histoire a laissé
une trace avant la réponse. Chaque poste garde ce qu’il a vu et en demande la
preuve : une histoire réécrite serait refusée ici même.' 'Each read, each write
and each refusal of this story left a trace before the answer. Each workstation
keeps what it saw and asks for the proof: a rewritten history would be refused
right here.'
printf '\n'
sleep 2  # A checkpoint is signed every second.
typed mission-locale/claire-martin journal verify
