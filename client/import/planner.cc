#include "client/import/planner.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/message_differencer.h"

#include "client/import/case_request.h"
#include "client/import/person_key.h"

namespace sceau {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Clears in `message` every field that `pattern` does not set.
void Trim(const Message& pattern, Message& message) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> set;
  reflection.ListFields(message, &set);
  for (const FieldDescriptor* field : set) {
    const bool wanted = field->is_repeated()
                            ? reflection.FieldSize(pattern, field) > 0
                            : reflection.HasField(pattern, field);
    if (!wanted) {
      reflection.ClearField(&message, field);
    } else if (!field->is_repeated() &&
               field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      Trim(reflection.GetMessage(pattern, field),
           *reflection.MutableMessage(&message, field));
    }
  }
}

// Where the spreadsheet says what an entry says, for the report.
Column ColumnOf(const v1::EntryBody& body) {
  switch (body.body_case()) {
    case v1::EntryBody::kContactDetails:
      return Column::kAddress;
    case v1::EntryBody::kLegalRepresentatives:
      return Column::kRepresentative;
    case v1::EntryBody::kOrigin:
      return Column::kSender;
    case v1::EntryBody::kDecision:
      return Column::kDecision;
    case v1::EntryBody::kAction:
      return Column::kAction;
    case v1::EntryBody::kLeadWorker:
      return Column::kLeadWorker;
    default:  // No draft makes another entry.
      return Column::kFamilyName;
  }
}

// Names are one person's already, spelled as either side likes.
v1::EntryBody WithoutNames(v1::EntryBody body) {
  if (body.has_identity()) {
    body.mutable_identity()->clear_family_name();
    body.mutable_identity()->clear_given_name();
  }
  return body;
}

// An address whose line the service's screening refused stands without it.
bool CoversWithoutLine(const v1::EntryBody& standing, v1::EntryBody wanted) {
  if (!wanted.has_contact_details() ||
      !standing.contact_details().address().line().empty()) {
    return false;
  }
  wanted.mutable_contact_details()->mutable_address()->clear_line();
  return Covers(standing, wanted);
}

absl::CivilDay DayOf(const google::type::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day());
}

// What a row brings that none of `entries` says.
std::vector<RowFinding> NewIn(const std::vector<v1::EntryBody>& wanted,
                              const std::vector<v1::Entry>& entries) {
  std::vector<RowFinding> findings;
  for (const v1::EntryBody& body : wanted) {
    const v1::EntryBody one = WithoutNames(body);
    const bool there = std::any_of(
        entries.begin(), entries.end(), [&one](const v1::Entry& entry) {
          return Covers(entry.body(), one) ||
                 CoversWithoutLine(entry.body(), one);
        });
    if (there) continue;
    findings.push_back({.column = ColumnOf(body),
                        .outcome = Outcome::kAlreadyThere,
                        .why = Why::kKnownWithOtherEntries});
  }
  return findings;
}

void Recognize(DecodedRow& row, RowFate fate,
               std::vector<RowFinding> findings) {
  row.fate = fate;
  row.findings = std::move(findings);
}

// Settles a row whose person has the case `known`. True when nothing is left
// to look for: each entry stands there.
absl::StatusOr<bool> Compare(const KnownCase& known,
                             const std::vector<v1::EntryBody>& wanted,
                             CaseDirectory& directory, DecodedRow& row) {
  absl::StatusOr<std::vector<v1::Entry>> entries =
      directory.Entries(known.name);
  if (absl::IsPermissionDenied(entries.status())) {
    Recognize(
        row, RowFate::kToReview,
        {{.outcome = Outcome::kAlreadyThere, .why = Why::kKnownButClosed}});
    return false;
  }
  if (!entries.ok()) return entries.status();
  std::vector<RowFinding> differences = NewIn(wanted, *entries);
  if (!differences.empty()) {
    Recognize(row, RowFate::kToReview, std::move(differences));
    return false;
  }
  Recognize(row, RowFate::kAlreadyThere,
            {{.outcome = Outcome::kAlreadyThere,
              .why = Why::kKnownWithTheseEntries}});
  return true;
}

absl::Status Settle(DecodedRow& row, const v1::CreateCaseRequest& request,
                    CaseDirectory& directory) {
  const v1::Identity& identity = request.inline_referral().identity();
  absl::StatusOr<std::vector<KnownCase>> found = directory.Find(identity);
  if (!found.ok()) return found.status();
  const std::vector<v1::EntryBody> wanted = BodiesOf(request);
  bool homonym = false;
  for (const KnownCase& known : *found) {
    const PersonKey key =
        MakePersonKey(known.identity.family_name(), known.identity.given_name(),
                      DayOf(known.identity.birth_date()));
    if (key != *row.person && key.Swapped() != *row.person) {
      homonym |= key.SameName(*row.person);
      continue;
    }
    absl::StatusOr<bool> settled = Compare(known, wanted, directory, row);
    if (!settled.ok()) return settled.status();
    if (*settled) return absl::OkStatus();
  }
  if (homonym && row.fate == RowFate::kToCreate) {
    std::erase(row.findings, RowFinding{.column = Column::kBirthDate});
    row.Add(Column::kBirthDate, Outcome::kToConfirm, Why::kHomonymKnown);
  }
  return absl::OkStatus();
}

PlannedCall MakeCall(size_t row, v1::CreateCaseRequest request,
                     absl::string_view seed) {
  PlannedCall call{.row = row, .request = std::move(request)};
  if (!call.request.inline_referral()
           .contact_details()
           .address()
           .line()
           .empty()) {
    call.without_line = call.request;
    call.without_line->mutable_inline_referral()
        ->mutable_contact_details()
        ->mutable_address()
        ->clear_line();
    call.without_line->set_request_id(RequestId(seed, *call.without_line));
  }
  call.request.set_request_id(RequestId(seed, call.request));
  return call;
}

bool IsOfItsWords(const CaseCreator::Answer& answer) {
  return !answer.created && !answer.stop &&
         (answer.reason == "FORBIDDEN_TERM" ||
          answer.reason == "DANGER_REDIRECT" ||
          answer.reason == "RADICALISATION_REDIRECT");
}

}  // namespace

bool Covers(const v1::EntryBody& standing, const v1::EntryBody& wanted) {
  if (standing.body_case() != wanted.body_case()) return false;
  v1::EntryBody trimmed = standing;
  Trim(wanted, trimmed);
  return google::protobuf::util::MessageDifferencer::Equals(trimmed, wanted);
}

absl::StatusOr<std::vector<PlannedCall>> PlanImport(DecodedTable& table,
                                                    CaseDirectory& directory,
                                                    absl::string_view parent,
                                                    absl::string_view seed,
                                                    const Progress& progress) {
  std::vector<PlannedCall> calls;
  for (size_t i = 0; i < table.rows.size(); ++i) {
    DecodedRow& row = table.rows[i];
    if (row.fate == RowFate::kToCreate) {
      absl::StatusOr<v1::CreateCaseRequest> request =
          ToCreateCaseRequest(row.draft, parent);
      if (!request.ok()) return request.status();
      absl::Status settled = Settle(row, *request, directory);
      if (!settled.ok()) return settled;
      if (row.fate == RowFate::kToCreate) {
        calls.push_back(MakeCall(i, *std::move(request), seed));
      }
    }
    if (progress) progress(i + 1, table.rows.size());
  }
  return calls;
}

void ApplyImport(const std::vector<PlannedCall>& calls, CaseCreator& creator,
                 DecodedTable& table, const Progress& progress) {
  for (size_t i = 0; i < calls.size(); ++i) {
    const PlannedCall& call = calls[i];
    DecodedRow& row = table.rows[call.row];
    CaseCreator::Answer answer = creator.Create(call.request);
    if (call.without_line.has_value() && IsOfItsWords(answer)) {
      answer = creator.Create(*call.without_line);
      std::erase(row.findings, RowFinding{.column = Column::kAddress});
      row.Add(Column::kAddress, Outcome::kNoSuchData, Why::kAddressScreened);
    }
    row.fate = answer.created ? RowFate::kCreated : RowFate::kFailed;
    row.failure = std::move(answer.reason);
    if (progress) progress(i + 1, calls.size());
    if (answer.stop) return;
  }
}

}  // namespace sceau
