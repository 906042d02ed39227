#include "server/operator/explain.h"

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"

#include "crypto/restore_statement.h"
#include "policy/compile/floor.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

std::string OfCorruption(const absl::Status& status, Language language) {
  const std::string file = MetadataOf(status, "file");
  const std::string where = file.empty() ? "" : absl::StrCat(" (", file, ")");
  if (MetadataOf(status, "cause") == "wrong_key") {
    return absl::StrCat(
        In(language,
           "la clé racine n'est pas celle de ce groupe, ou le "
           "fichier est celui d'un autre groupe",
           "the root key is not this group's, or the file is another group's"),
        where,
        In(language,
           " ; remettre la bonne clé ou le bon fichier, n'en créer "
           "aucun.",
           "; put back the right key or file, make no new one."));
  }
  return absl::StrCat(
      In(language, "une donnée stockée n'est pas celle que le journal connaît",
         "stored data is not what the journal knows"),
      where,
      In(language,
         " ; ne rien supprimer, arrêter le service et appeler le "
         "garant de la charte.",
         "; delete nothing, stop the service and call the charter officer."));
}

std::string OfSchema(const absl::Status& status, Language language) {
  const std::string cause = MetadataOf(status, "cause");
  const std::string found = MetadataOf(status, "found");
  const std::string known = MetadataOf(status, "known");
  if (cause == "schema_older") {
    return absl::StrCat(
        In(language,
           "les fichiers sont d'une version précédente du programme (format ",
           "the files are of an earlier version of the program (format "),
        found, In(language, ", celui-ci sert le ", ", this one serves "), known,
        In(language,
           ") ; rien n'a été changé : les mettre à jour (« sceaud upgrade "
           "--config FICHIER », qui en garde d'abord une copie ; runbook, "
           "« Mettre à jour »), ou remettre le programme d'avant.",
           "); nothing was changed: bring them up to date (« sceaud upgrade "
           "--config FILE », which keeps a copy first; runbook, \"Mettre à "
           "jour\"), or put the program of before back."));
  }
  if (cause == "schema_newer") {
    return absl::StrCat(
        In(language,
           "les fichiers sont d'une version plus récente du programme (format ",
           "the files are of a later version of the program (format "),
        found, In(language, ", celui-ci sert le ", ", this one serves "), known,
        In(language,
           ") ; rien n'a été changé : réinstaller la version récente, ou, si "
           "elle n'a pas encore servi, revenir à la copie d'avant (runbook, "
           "« Revenir en arrière »).",
           "); nothing was changed: install the later version again, or, when "
           "it has not served yet, go back to the copy of before (runbook, "
           "\"Revenir en arrière\")."));
  }
  return absl::StrCat(
      MetadataOf(status, "file"),
      In(language,
         " n'est pas un fichier de Sceau : un autre programme l'a écrit ; rien "
         "n'a été changé : vérifier data_dir dans la configuration, et y "
         "remettre les fichiers du groupe.",
         " is no file of Sceau: another program wrote it; nothing was changed: "
         "check data_dir in the configuration, and put the group's files back "
         "there."));
}

std::string NoRoom(const absl::Status& status, Language language) {
  return absl::StrCat(
      In(language, "il n'y a pas la place d'une copie de sûreté : il faut ",
         "there is no room for a safety copy: it takes "),
      MetadataOf(status, "needed"),
      In(language, " octets, il en reste ", " bytes, there are "),
      MetadataOf(status, "free"),
      In(language,
         " ; rien n'a été changé : faire de la place à côté de data_dir (df "
         "-h), et recommencer.",
         "; nothing was changed: make room beside data_dir (df -h), and try "
         "again."));
}

// Of a restore: the only command whose fields are judged so late.
std::string OfField(const absl::Status& status, Language language) {
  if (MetadataOf(status, "field") == "reason") {
    return absl::StrCat(
        In(language, "motif inconnu ; écrire --reason et l'un de : ",
           "no such reason; write --reason and one of: "),
        absl::StrJoin(crypto::kRestoreReasons, ", "), ".");
  }
  return In(language,
            "il n'y a rien à déclarer : les fichiers prolongent tous les "
            "points de contrôle connus, ou celui de --lost n'est pas de ce "
            "groupe ; démarrer le service (systemctl start sceaud), ou donner "
            "avec --lost celui d'un poste qui a vu plus récent (« sceau "
            "journal checkpoint --note »).",
            "there is nothing to declare: the files extend every checkpoint "
            "that is known, or that of --lost is not of this group; start the "
            "service (systemctl start sceaud), or give with --lost that of a "
            "workstation that saw later (« sceau journal checkpoint --note "
            "»).");
}

// Null when the status names none.
const policy::Invariant* BrokenIn(const absl::Status& status) {
  int number = 0;
  const std::string name = MetadataOf(status, "invariant");
  return absl::SimpleAtoi(absl::StripPrefix(name, "F-"), &number)
             ? policy::FindInvariant(number)
             : nullptr;
}

std::string BelowFloor(const absl::Status& status,
                       const policy::Invariant& broken, Language language) {
  const std::string place = MetadataOf(status, "place");
  return absl::StrCat(
      In(language, "la version ", "version "), MetadataOf(status, "charter"),
      In(language, " de la charte donnerait ce que la loi interdit : ",
         " of the charter would give what the law forbids: "),
      MetadataOf(status, "invariant"),
      place.empty() ? "" : absl::StrCat(" (", place, ")"), ", ",
      In(language, broken.statement_fr, broken.statement_en), " (", broken.law,
      In(language,
         ") ; le groupe reste fermé : revenir aux fichiers et au programme "
         "d'avant, et faire adopter une charte corrigée.",
         "); the group stays closed: go back to the files and the program "
         "before, and have a corrected charter adopted."));
}

}  // namespace

std::string Explain(const absl::Status& status, Language language) {
  switch (ReasonOf(status)) {
    case v1::ERROR_REASON_SIGNATURE_REQUIRED:
      return In(language,
                "il faut les signatures de deux co-pilotes de deux "
                "organisations, chacune de la clé enregistrée au groupe (sceau "
                "journal restore-statement) ; rien n'a été changé.",
                "it takes the signatures of two co-pilots of two "
                "organisations, each by the key registered with the group "
                "(sceau journal restore-statement); nothing was changed.");
    case v1::ERROR_REASON_FIELD_INVALID:
      return OfField(status, language);
    case v1::ERROR_REASON_ROLLBACK_SUSPECTED:
      if (absl::StartsWith(MetadataOf(status, "cause"), "restore_")) {
        return In(language,
                  "la déclaration n'est pas celle de ces fichiers et de ce "
                  "point de contrôle ; en écrire une nouvelle (sceaud restore "
                  "--reason) et la faire signer ; rien n'a été changé.",
                  "the statement is not that of these files and this "
                  "checkpoint; write a new one (sceaud restore --reason) and "
                  "have it signed; nothing was changed.");
      }
      return In(language,
                "ROLLBACK_SUSPECTED : les fichiers sont plus anciens que le "
                "point de contrôle, ou ne le prolongent pas ; le groupe reste "
                "fermé : appeler le garant de la charte, à deux (runbook, "
                "« Restaurer »).",
                "ROLLBACK_SUSPECTED: the files are older than the checkpoint, "
                "or do not extend it; the group stays closed: call the charter "
                "officer and act in pairs (runbook, \"Restaurer\").");
    case v1::ERROR_REASON_STATE_FORBIDS:
      return MetadataOf(status, "cause") == "no_room"
                 ? NoRoom(status, language)
                 : OfSchema(status, language);
    case v1::ERROR_REASON_DATABASE_CORRUPT:
    case v1::ERROR_REASON_CIPHERTEXT_REJECTED:
      return OfCorruption(status, language);
    case v1::ERROR_REASON_AUDIT_TREE_BROKEN:
      return In(language,
                "les feuilles du journal ne forment pas un arbre : une ligne a "
                "été changée ou retirée ; ne rien supprimer et appeler le "
                "garant de la charte.",
                "the journal's leaves make no tree: a line was changed or "
                "taken away; delete nothing and call the charter officer.");
    case v1::ERROR_REASON_POLICY_REJECTED:
      if (const policy::Invariant* const broken = BrokenIn(status)) {
        return BelowFloor(status, *broken, language);
      }
      return In(language,
                "la charte en vigueur n'est plus acceptée par cette version du "
                "programme ; revenir à la version précédente et faire adopter "
                "une charte corrigée (sceaud check --charter FICHIER).",
                "this version of the program does not accept the charter in "
                "force; go back to the version before, and have a corrected "
                "charter adopted (sceaud check --charter FILE).");
    case v1::ERROR_REASON_AUDIT_UNAVAILABLE:
      return In(language,
                "le disque n'a pas répondu ou est plein ; faire de la place, "
                "vérifier le disque, recommencer.",
                "the disk did not answer or is full; make room, look at the "
                "disk, try again.");
    default:
      return absl::StrCat(
          In(language,
             "les fichiers du groupe ne peuvent être ouverts ou écrits : l'un "
             "est vide, abîmé ou sans droit pour cet utilisateur ; ne rien "
             "supprimer, vérifier les droits (ls -l) et la place (df -h), puis "
             "appeler le garant de la charte si un fichier a changé (détail "
             "pour l'assistance : ",
             "the group's files cannot be opened or written: one is empty, "
             "damaged or closed to this user; delete nothing, check the "
             "permissions (ls -l) and the room left (df -h), then call the "
             "charter officer if a file has changed (detail for support: "),
          status.message(), ").");
  }
}

bool IsOtherVersion(const absl::Status& status) {
  return ReasonOf(status) == v1::ERROR_REASON_STATE_FORBIDS &&
         absl::StartsWith(MetadataOf(status, "cause"), "schema_");
}

}  // namespace sceau
