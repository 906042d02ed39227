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
                   absl::string_view role) {
  return contact.empty() ? labels.Text(role) : contact;
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
      {"coordinator_contact",
       OrRole(contacts.coordinator(), labels, "error.your-groups")},
      {"charter_officer_contact",
       OrRole(contacts.charter_officer(), labels, "error.your-groups")},
      {"support_contact",
       OrRole(contacts.support(), labels, "error.your-groups-support")},
      {"crip_contact",
       OrRole(contacts.crip(), labels, "error.the-departements-number")},
      {"prefecture_contact",
       OrRole(contacts.prefecture(), labels, "error.the-switchboard")},
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
  const Places where = {{"where", issue.where}};
  switch (issue.kind) {
    case Kind::kNoProfile:
      return labels.Text("error.profile-none", where);
    case Kind::kUnreadable:
      return labels.Text("error.profile-unreadable", where);
    case Kind::kOpenToOthers:
      return labels.Text("error.profile-open-to-others", where);
    case Kind::kNotJson:
      return labels.Text("error.profile-not-json", where);
    case Kind::kFieldMissing:
      return labels.Text("error.profile-field-missing", where);
    case Kind::kFieldInvalid:
      return labels.Text("error.profile-field-invalid", where);
    case Kind::kNotWritable:
      return labels.Text("error.profile-not-writable", where);
    case Kind::kFieldUnknown:
      return labels.Text("error.profile-field-unknown", where);
  }
  return issue.where;
}

// A limit that is met, and what helps.
std::string QuotaText(std::optional<Quota> quota, const Labels& labels) {
  if (!quota.has_value()) {
    return labels.Text("error.a-limit-of-the");
  }
  switch (*quota) {
    case Quota::kRecords:
      return labels.Text("error.the-group-keeps-as");
    case Quota::kCharterVersions:
      return labels.Text("error.the-group-has-a");
    case Quota::kDrafts:
      return labels.Text("error.you-have-proposed-ten");
    case Quota::kRecusals:
      return labels.Text("error.a-member-declares-200");
    case Quota::kQuestions:
      return labels.Text("error.a-review-holds-200");
    case Quota::kFindings:
      return labels.Text("error.a-review-holds-500");
  }
  return "";
}

// Reasons that have no sentence of their own in the vocabulary.
std::string TextOf(v1::ErrorReason reason, const absl::Status& status,
                   const Labels& labels) {
  const std::string field = MetadataOf(status, "field");
  switch (reason) {
    case v1::ERROR_REASON_FIELD_INVALID:
      return labels.Text(
          "error.field-invalid",
          {{"field", field.empty() ? "" : FieldLabel(field, labels)},
           {"fault", FaultText(status.message(), labels)}});
    case v1::ERROR_REASON_NAME_MALFORMED:
      return labels.Text("error.this-reference-has-not");
    case v1::ERROR_REASON_AGREEMENT_REQUIRED:
      return labels.Text("error.this-needs-the-persons");
    case v1::ERROR_REASON_STATE_FORBIDS:
      return StateText(status.message(), labels.language());
    case v1::ERROR_REASON_REQUEST_ID_REUSED:
    case v1::ERROR_REASON_UNKNOWN_FIELD:
    case v1::ERROR_REASON_DEADLINE_REQUIRED:
    case v1::ERROR_REASON_ETAG_REQUIRED:
    case v1::ERROR_REASON_PAGE_TOKEN_INVALID:
      return labels.Text("error.the-service-did-not");
    case v1::ERROR_REASON_POLICY_REJECTED:
      return labels.Text("error.the-charter-has-faults");
    case v1::ERROR_REASON_QUOTA_EXCEEDED:
      return QuotaText(FindQuota(MetadataOf(status, "quota")), labels);
    case v1::ERROR_REASON_BODY_TOO_LARGE:
      return labels.Text("error.the-request-is-too");
    case v1::ERROR_REASON_QUEUE_FULL:
    case v1::ERROR_REASON_SHUTTING_DOWN:
      return labels.Text("error.the-service-is-busy");
    case v1::ERROR_REASON_CIPHERTEXT_REJECTED:
    case v1::ERROR_REASON_AUDIT_TREE_BROKEN:
    case v1::ERROR_REASON_DATABASE_CORRUPT:
      return labels.Text("error.the-service-found-altered");
    default:
      return "";
  }
}

std::string TextWithoutReason(const absl::Status& status,
                              const Labels& labels) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
      return labels.Text("error.the-service-does-not");
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kCancelled:
      return labels.Text("error.no-answer-in-time");
    case absl::StatusCode::kUnauthenticated:
      return labels.vocabulary().Message("CREDENTIALS_REJECTED",
                                         labels.language(), {});
    case absl::StatusCode::kUnimplemented:
      return labels.Text("error.this-service-does-not");
    case absl::StatusCode::kFailedPrecondition:
      return labels.Text("error.this-workstation-is-not-ready",
                         {{"why", std::string(status.message())}});
    default:
      return labels.Text("error.an-unplanned-fault-nothing");
  }
}

std::string RollbackDetail(const absl::Status& status, const Labels& labels) {
  const std::string kind = MetadataOf(status, "kind");
  if (MetadataOf(status, "cause") == "restore_declared") {
    return labels.Text("error.finding-two-co-pilots");
  }
  if (kind == "MISSING") {
    return labels.Text("error.finding-an-answer-came");
  }
  if (kind == "UNSIGNED") {
    return labels.Text("error.finding-the-journals-signature");
  }
  if (kind == "RECEIPT") {
    return labels.Text("error.finding-a-trace-once");
  }
  return labels.Text("error.finding-the-journal-no");
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
      return absl::StrCat(message, "\n",
                          labels.Text("error.sceau-charter-sign-shows"));
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
