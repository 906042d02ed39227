#include "client/cli/words/explain_error.h"

#include <map>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "google/rpc/error_details.pb.h"

#include "client/cli/words/civil.h"
#include "client/cli/words/denied.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/field_fault.h"
#include "client/cli/words/json_text.h"
#include "client/cli/words/state_fault.h"
#include "client/lib/asked.h"
#include "client/lib/profile.h"
#include "nlohmann/json.hpp"
#include "proto/contract/errors.h"
#include "proto/contract/quotas.h"
#include "proto/text/output.h"
#include "sceau/v1/vocabulary.pb.h"

namespace sceau {
namespace {

using Arguments = std::map<std::string, std::string>;

// Without the charter at hand, whom to call is said by role.
std::string OrRole(const std::string& contact, const Labels& labels,
                   absl::string_view french, absl::string_view english) {
  return contact.empty() ? labels.In(french, english) : contact;
}

Arguments ArgumentsOf(const absl::Status& status, const Labels& labels,
                      const v1::CharterVersion& charter) {
  const v1::CharterContacts& contacts = charter.contacts();
  std::string bases;
  const auto* kinds =
      google::protobuf::GetEnumDescriptor<v1::WrittenBasisKind>();
  for (int i = 1; i < kinds->value_count(); ++i) {
    absl::StrAppend(&bases, bases.empty() ? "" : ", ",
                    labels.Value(*kinds->value(i)));
  }
  Arguments arguments = {
      {"coordinator_contact", OrRole(contacts.coordinator(), labels,
                                     "celui de votre groupe", "your group's")},
      {"charter_officer_contact",
       OrRole(contacts.charter_officer(), labels, "celui de votre groupe",
              "your group's")},
      {"support_contact",
       OrRole(contacts.support(), labels, "l'assistance de votre groupe",
              "your group's support")},
      {"crip_contact", OrRole(contacts.crip(), labels, "numéro du département",
                              "the département's number")},
      {"prefecture_contact",
       OrRole(contacts.prefecture(), labels, "le standard", "the switchboard")},
      {"basis_kinds", bases},
      {"field", FieldLabel(MetadataOf(status, "field"), labels)},
      {"kind", labels.vocabulary().ForbiddenKind(MetadataOf(status, "kind"),
                                                 labels.language())},
      {"section", MetadataOf(status, "category")},
      {"article", MetadataOf(status, "article")},
  };
  if (charter.has_effective_time()) {
    const absl::CivilDay day = absl::ToCivilDay(
        absl::FromUnixSeconds(charter.effective_time().seconds()),
        GroupTimeZone());
    arguments["date"] = LongDate(DateOf(day), labels.language());
  }
  return arguments;
}

std::string ProfileText(const ProfileIssue& issue, const Labels& labels) {
  using Kind = ProfileIssue::Kind;
  const auto text = [&](absl::string_view french, absl::string_view english) {
    return absl::StrCat(labels.In(french, english), " ", issue.where);
  };
  switch (issue.kind) {
    case Kind::kNoProfile:
      return absl::StrCat(
          text("Pas de profil (profile.json) dans", "No profile in"), "\n",
          labels.In("Indiquez-le : « sceau --profile DOSSIER … », ou créez-le "
                    ": « sceau profile init --help ».",
                    "Say where it is: « sceau --profile DIR … », or make one: "
                    "« sceau profile init --help »."));
    case Kind::kUnreadable:
      return text("Ce fichier du profil ne peut être lu ou écrit :",
                  "This file of the profile cannot be read or written:");
    case Kind::kOpenToOthers:
      return absl::StrCat(
          text("D'autres que vous peuvent lire votre clé privée :",
               "Others than you can read your private key:"),
          "\n", labels.In("Fermez-la : « chmod 600 ", "Close it: « chmod 600 "),
          issue.where, " »");
    case Kind::kNotJson:
      return text("Le profil n'est pas du JSON ; voyez ligne et colonne :",
                  "The profile is not JSON; see line and column:");
    case Kind::kFieldMissing:
      return text("Il manque un champ au profil :",
                  "A field of the profile is missing:");
    case Kind::kFieldInvalid:
      return text("Ce champ du profil n'est pas correct :",
                  "This field of the profile is not valid:");
    case Kind::kNotWritable:
      return absl::StrCat(
          text("Ce poste ne peut pas écrire ici ce qu'il voit du journal :",
               "This workstation cannot write here what it sees of the "
               "journal:"),
          "\n",
          labels.In("Rendez le dossier du profil inscriptible par vous, et "
                    "faites de la place sur le disque.",
                    "Make the profile's folder writable for you, and free some "
                    "disk space."));
    case Kind::kFieldUnknown:
      return text("Champ inconnu dans le profil (faute de frappe ?) :",
                  "Unknown field in the profile (a typo?):");
  }
  return issue.where;
}

// A limit that is met, and what helps.
std::string QuotaText(std::optional<Quota> quota, const Labels& labels) {
  if (!quota.has_value()) {
    return labels.In(
        "Une limite du service est atteinte. Rien n'a été enregistré. Attendre "
        "n'y change rien : prévenez l'assistance.",
        "A limit of the service is reached. Nothing was saved. Waiting does "
        "not help: tell support.");
  }
  switch (*quota) {
    case Quota::kRecords:
      return labels.In(
          "Le groupe en garde déjà autant qu'il peut (10 000). Rien n'a été "
          "enregistré. Prévenez l'assistance : il faut un autre groupe.",
          "The group keeps as many of these as it can (10,000). Nothing was "
          "saved. Tell support: it takes another group.");
    case Quota::kCharterVersions:
      return labels.In(
          "Le groupe a déjà cent versions de charte : il n'en garde pas plus. "
          "Prévenez l'assistance.",
          "The group has a hundred versions of the charter and keeps no more. "
          "Tell support.");
    case Quota::kDrafts:
      return labels.In(
          "Vous avez déjà proposé dix projets de charte en trente jours. Un "
          "autre membre qui en a le droit peut proposer celui-ci ; vous le "
          "pourrez trente jours après le plus ancien (« sceau charter list »).",
          "You have proposed ten drafts of a charter within thirty days. "
          "Another member with that right may propose this one; you may thirty "
          "days after the oldest (« sceau charter list »).");
    case Quota::kRecusals:
      return labels.In(
          "Un membre déclare 200 dossiers au plus. Le garant de la charte peut "
          "encore l'écarter (« sceau recuse DOSSIER --membre … »), ou le "
          "suspendre ; sa structure peut en désigner un autre.",
          "A member declares 200 cases at most. The charter officer can still "
          "recuse the member (« sceau recuse CASE --member … »), or suspend; "
          "the organisation may name another.");
    case Quota::kQuestions:
      return labels.In(
          "Une revue tient 200 questions au plus. Une question peut porter sur "
          "50 accès d'un membre ; ce qui n'a pas besoin de réponse se conclut "
          "sans question : « sceau officer find FEUILLES … ».",
          "A review holds 200 questions at most. A question may be about 50 "
          "accesses of a member; what needs no answer is concluded without "
          "one: « sceau officer find LEAVES … ».");
    case Quota::kFindings:
      return labels.In(
          "Une revue tient 500 constats au plus, et un constat 500 accès. "
          "Clôturez cette revue (« sceau officer close ») ; le reste se dit à "
          "la suivante, ou hors du service.",
          "A review holds 500 findings at most, and a finding 500 accesses. "
          "Close this review (« sceau officer close »); the rest is said in "
          "the next one, or outside the service.");
  }
  return "";
}

// Reasons that have no sentence of their own in the vocabulary.
std::string TextOf(v1::ErrorReason reason, const absl::Status& status,
                   const Labels& labels) {
  const std::string field = MetadataOf(status, "field");
  switch (reason) {
    case v1::ERROR_REASON_FIELD_INVALID:
      return absl::StrCat(
          labels.In("Un champ est à corriger", "A field is to be corrected"),
          field.empty()
              ? ""
              : absl::StrCat(labels.In(" : ", ": "), FieldLabel(field, labels)),
          "\n", labels.In("Le service dit : ", "The service says: "),
          FaultText(status.message(), labels), ".\n",
          labels.In("Rien n'a été enregistré.", "Nothing was saved."));
    case v1::ERROR_REASON_NAME_MALFORMED:
      return labels.In(
          "Cette référence n'a pas la bonne forme. Recopiez-la telle que "
          "« sceau » l'affiche.",
          "This reference has not the right form. Copy it as « sceau » shows "
          "it.");
    case v1::ERROR_REASON_AGREEMENT_REQUIRED:
      return labels.In(
          "Pour cela il faut l'accord de la personne : ajoutez --accord (de "
          "qui) et --date-accord, ou demandez au coordonnateur de "
          "l'enregistrer.",
          "This needs the person's agreement: add --accord (whose) and "
          "--date-accord, or ask the coordinator to record it.");
    case v1::ERROR_REASON_STATE_FORBIDS:
      return StateText(status.message(), labels.language());
    case v1::ERROR_REASON_REQUEST_ID_REUSED:
    case v1::ERROR_REASON_UNKNOWN_FIELD:
    case v1::ERROR_REASON_DEADLINE_REQUIRED:
    case v1::ERROR_REASON_ETAG_REQUIRED:
    case v1::ERROR_REASON_PAGE_TOKEN_INVALID:
      return labels.In(
          "Le service n'a pas compris la demande. Rien n'a été enregistré. "
          "Recommencez ; si cela se répète, les versions de « sceau » et du "
          "service ne vont peut-être pas ensemble.",
          "The service did not understand the request. Nothing was saved. Try "
          "again; if it happens again, the versions of « sceau » and of the "
          "service may not fit.");
    case v1::ERROR_REASON_POLICY_REJECTED:
      return labels.In(
          "La charte proposée a des défauts : « sceau charter "
          "check FICHIER » les montre tous.",
          "The charter has faults: « sceau charter check FILE » "
          "shows them all.");
    case v1::ERROR_REASON_QUOTA_EXCEEDED:
      return QuotaText(FindQuota(MetadataOf(status, "quota")), labels);
    case v1::ERROR_REASON_BODY_TOO_LARGE:
      return labels.In("La demande est trop grande.",
                       "The request is too large.");
    case v1::ERROR_REASON_QUEUE_FULL:
    case v1::ERROR_REASON_SHUTTING_DOWN:
      return labels.In(
          "Le service est occupé ou redémarre. Rien n'est perdu : réessayez "
          "dans un instant.",
          "The service is busy or restarting. Nothing is lost: try again in a "
          "moment.");
    case v1::ERROR_REASON_CIPHERTEXT_REJECTED:
    case v1::ERROR_REASON_AUDIT_TREE_BROKEN:
    case v1::ERROR_REASON_DATABASE_CORRUPT:
      return labels.In(
          "Le service a trouvé une donnée altérée et refuse de la montrer. "
          "Prévenez l'assistance et le garant de la charte. Ne supprimez rien.",
          "The service found altered data and refuses to show it. Tell support "
          "and the charter officer. Delete nothing.");
    default:
      return "";
  }
}

std::string TextWithoutReason(const absl::Status& status,
                              const Labels& labels) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
      return labels.In(
          "Le service ne répond pas à l'adresse du profil, ou n'est pas celui "
          "que votre profil attend. Vérifiez le réseau, puis réessayez.",
          "The service does not answer at the profile's address, or is not the "
          "one your profile expects. Check the network, then try again.");
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kCancelled:
      return labels.In(
          "Pas de réponse à temps. La demande est peut-être passée : relisez "
          "avant de recommencer.",
          "No answer in time. The request may have passed: read again before "
          "repeating it.");
    case absl::StatusCode::kUnauthenticated:
      return labels.vocabulary().Message("CREDENTIALS_REJECTED",
                                         labels.language(), {});
    case absl::StatusCode::kUnimplemented:
      return labels.In(
          "Ce service ne connaît pas cette opération : sa version "
          "est plus ancienne que la vôtre.",
          "This service does not know this operation: its version "
          "is older than yours.");
    case absl::StatusCode::kFailedPrecondition:
      return absl::StrCat(labels.In("Ce poste n'est pas prêt : ",
                                    "This workstation is not ready: "),
                          std::string(status.message()));
    default:
      return labels.In(
          "Une panne imprévue. Rien ne dit que la demande soit passée : "
          "relisez "
          "avant de recommencer, et prévenez l'assistance.",
          "An unplanned fault. Nothing says that the request passed: read "
          "again before repeating it, and tell support.");
  }
}

std::string RollbackDetail(const absl::Status& status, const Labels& labels) {
  const std::string kind = MetadataOf(status, "kind");
  if (MetadataOf(status, "cause") == "restore_declared") {
    return labels.In(
        "Constat : deux co-pilotes ont déclaré qu'une partie du journal est "
        "perdue. Demandez-leur la déclaration signée, puis : « sceau journal "
        "accept-restore FICHIER ».",
        "Finding: two co-pilots declared that a part of the journal is lost. "
        "Ask them for the signed statement, then: « sceau journal "
        "accept-restore FILE ».");
  }
  if (kind == "MISSING") {
    return labels.In("Constat : une réponse est arrivée sans sa trace.",
                     "Finding: an answer came without its trace.");
  }
  if (kind == "UNSIGNED") {
    return labels.In(
        "Constat : la signature du journal n'est pas celle de votre profil.",
        "Finding: the journal's signature is not your profile's.");
  }
  if (kind == "RECEIPT") {
    return labels.In("Constat : une trace reçue n'est plus dans le journal.",
                     "Finding: a trace once received is not in the journal.");
  }
  return labels.In(
      "Constat : le journal ne contient plus ce qu'il contenait. « sceau "
      "journal checkpoint » montre ce que ce poste a gardé.",
      "Finding: the journal no longer holds what it held. « sceau journal "
      "checkpoint » shows what this workstation kept.");
}

}  // namespace

std::string ExplainError(const absl::Status& status, const Labels& labels,
                         const v1::CharterVersion& charter) {
  if (IsOwnError(status)) return std::string(status.message());
  if (const auto issue = ProfileIssueOf(status)) {
    return ProfileText(*issue, labels);
  }
  const v1::ErrorReason reason = ReasonOf(status);
  if (reason == v1::ERROR_REASON_UNSPECIFIED ||
      reason == v1::ERROR_REASON_INVARIANT_BROKEN) {
    return TextWithoutReason(status, labels);
  }
  const Arguments arguments = ArgumentsOf(status, labels, charter);
  if (reason == v1::ERROR_REASON_POLICY_DENIED) {
    const std::string denied =
        DeniedText(AskedOf(status), labels,
                   {.coordinator = arguments.at("coordinator_contact"),
                    .officer = arguments.at("charter_officer_contact")});
    if (!denied.empty()) return denied;
  }
  const std::string text = TextOf(reason, status, labels);
  if (!text.empty()) return text;
  const std::string id =
      v1::ErrorReason_Name(reason).substr(sizeof("ERROR_REASON_") - 1);
  const std::string message =
      labels.vocabulary().Message(id, labels.language(), arguments);
  switch (reason) {
    case v1::ERROR_REASON_ROLLBACK_SUSPECTED:
      return absl::StrCat(message, "\n", RollbackDetail(status, labels));
    case v1::ERROR_REASON_SIGNATURE_REQUIRED:
      return absl::StrCat(
          message, "\n",
          labels.In("« sceau charter sign » le montre, puis demande votre "
                    "signature.",
                    "« sceau charter sign » shows it, then asks for your "
                    "signature."));
    default:
      return message;
  }
}

std::string ErrorAsJson(const absl::Status& status, const Labels& labels,
                        const v1::CharterVersion& charter) {
  nlohmann::ordered_json error;
  error["exitCode"] = static_cast<int>(ExitCodeOf(status));
  error["code"] = absl::StatusCodeToString(status.code());
  google::rpc::ErrorInfo info;
  const auto payload = status.GetPayload(kErrorInfoUrl);
  if (payload && info.ParseFromString(std::string(*payload))) {
    error["reason"] = info.reason();
    for (const auto& [key, value] : info.metadata()) {
      error["metadata"][key] = value;
    }
  }
  error["message"] = ExplainError(status, labels, charter);
  return JsonText({{"error", error}});
}

}  // namespace sceau
