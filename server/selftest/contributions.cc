#include "server/selftest/contributions.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "policy/compile/written_basis.h"
#include "proto/contract/errors.h"
#include "sceau/v1/case_service.pb.h"
#include "server/calls/call.h"
#include "server/cases/entry_header.h"
#include "server/selftest/filler.h"

namespace sceau::selftest {
namespace {

namespace pb = ::google::protobuf;

// Category n stands in EntryBody at this number plus n (category.proto).
constexpr int kFirstBodyNumber = 100;
// A field is mended this often before the category is given up.
constexpr int kMostMendings = 40;

// The part of a fault's path below the content: "entry.body.origin.reasons[0]"
// is "reasons".
std::string FieldOfFault(const absl::Status& status,
                         const std::string& content) {
  const std::string path = MetadataOf(status, "field");
  const std::vector<std::string> parts = absl::StrSplit(path, '.');
  for (size_t i = 0; i + 1 < parts.size(); ++i) {
    if (parts[i] == content) {
      return parts[i + 1].substr(0, parts[i + 1].find('['));
    }
  }
  return "";
}

// Another value of a closed list, going down; false once all were tried.
bool StepDown(const pb::FieldDescriptor& field, pb::Message& message) {
  const pb::Reflection& reflection = *message.GetReflection();
  const pb::EnumDescriptor& list = *field.enum_type();
  const int number = field.is_repeated()
                         ? reflection.GetRepeatedEnumValue(message, &field, 0)
                         : reflection.GetEnumValue(message, &field);
  const pb::EnumValueDescriptor* const value = list.FindValueByNumber(number);
  if (value == nullptr || value->index() <= 1) return false;
  const int next = list.value(value->index() - 1)->number();
  if (field.is_repeated()) {
    reflection.SetRepeatedEnumValue(&message, &field, 0, next);
  } else {
    reflection.SetEnumValue(&message, &field, next);
  }
  return true;
}

// Makes of the content what the service did not refuse in this field: fills
// what is missing, tries another value of a list, leaves out what need not be.
bool Mend(const Filling& filling, const std::string& field_name,
          pb::Message& content) {
  const pb::FieldDescriptor* const field =
      content.GetDescriptor()->FindFieldByName(field_name);
  if (field == nullptr) return false;
  const pb::Reflection& reflection = *content.GetReflection();
  const bool is_set = field->is_repeated()
                          ? reflection.FieldSize(content, field) > 0
                          : reflection.HasField(content, field);
  if (!is_set) {
    FillField(filling, Extent::kRequired, *field, content);
    return true;
  }
  if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_ENUM) {
    return StepDown(*field, content);
  }
  if (IsRequired(*field)) return false;
  reflection.ClearField(&content, field);
  return true;
}

std::vector<std::string> OrganisationsFor(const Person& author,
                                          const Cast& cast) {
  // Its own; then whoever else might pilot or lead.
  std::vector<std::string> organisations = {author.partner};
  for (const Person* const person : cast.Of(v1::ROLE_MEMBER)) {
    if (std::find(organisations.begin(), organisations.end(),
                  person->partner) == organisations.end()) {
      organisations.push_back(person->partner);
    }
  }
  return organisations;
}

// Tries one author and one organisation. `refused`: by the charter, so that
// another organisation makes nothing of it.
std::optional<Contribution> Try(SyntheticGroup& scratch, const Scene& scene,
                                const Person& author,
                                const std::string& organisation,
                                v1::Category category, Extent extent,
                                bool& refused) {
  const pb::FieldDescriptor* const place = PlaceOf(category);
  if (place == nullptr) return std::nullopt;
  Filling filling{.today = scratch.today(),
                  .birth = scene.birth,
                  .family_name = "Essai",
                  .given_name = "Dominique",
                  .partner = author.owner(),
                  .organisation = organisation,
                  .category = category,
                  .turn = scene.setting.turn};
  Contribution contribution{.category = category, .author = &author};
  pb::Message& content = *contribution.body.GetReflection()->MutableMessage(
      &contribution.body, place);
  Fill(filling, extent, content);
  for (int i = 0; i < kMostMendings; ++i) {
    const auto made = Deposit(scratch, contribution, scene.case_name);
    if (made.ok()) {
      TakeBack(scratch, contribution, *made);
      return contribution;
    }
    refused = absl::IsPermissionDenied(made.status()) ||
              absl::IsFailedPrecondition(made.status());
    if (refused ||
        !Mend(filling, FieldOfFault(made.status(), place->name()), content)) {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

// server/content/README.md, Schooling: the fact "in school".
bool IsInSchool(v1::SchoolingStatus status) {
  return status == v1::SCHOOLING_STATUS_IN_SCHOOL ||
         status == v1::SCHOOLING_STATUS_DISTANCE_LEARNING ||
         status == v1::SCHOOLING_STATUS_BETWEEN_SCHOOLS ||
         status == v1::SCHOOLING_STATUS_RETURNING;
}

// server/content/README.md, Action: what does not close it.
bool IsOpen(v1::ActionResult result) {
  return result == v1::ACTION_RESULT_UNSPECIFIED ||
         result == v1::ACTION_RESULT_NOT_STARTED ||
         result == v1::ACTION_RESULT_IN_PROGRESS_RESULT ||
         result == v1::ACTION_RESULT_PARTLY_DONE ||
         result == v1::ACTION_RESULT_TO_BE_RESCHEDULED;
}

}  // namespace

const pb::FieldDescriptor* PlaceOf(v1::Category category) {
  return v1::EntryBody::descriptor()->FindFieldByNumber(kFirstBodyNumber +
                                                        category);
}

absl::StatusOr<v1::Entry> Deposit(SyntheticGroup& group,
                                  const Contribution& contribution,
                                  const std::string& case_name) {
  v1::CreateEntryRequest request;
  request.set_parent(case_name);
  request.set_request_id(group.NewRequestId());
  *request.mutable_entry()->mutable_body() = contribution.body;
  request.mutable_entry()->mutable_narrowed_to()->Assign(
      contribution.narrowed_to.begin(), contribution.narrowed_to.end());
  return group.Ask<v1::Entry>(*contribution.author, request);
}

void TakeBack(SyntheticGroup& scratch, const Contribution& contribution,
              const v1::Entry& entry) {
  v1::WithdrawEntryRequest withdraw;
  withdraw.set_name(entry.name());
  withdraw.set_etag(entry.etag());
  withdraw.set_request_id(scratch.NewRequestId());
  (void)scratch.Call(*contribution.author, withdraw);
}

std::optional<Contribution> FindContribution(SyntheticGroup& scratch,
                                             const Cast& cast,
                                             const Scene& scene,
                                             v1::Category category) {
  std::vector<const Person*> authors = {&cast.coordinator()};
  for (const Person& person : cast.people) {
    if (person.role == v1::ROLE_MEMBER) authors.push_back(&person);
  }
  for (const Person* const author : authors) {
    auto found = FindContributionOf(*author, scratch, cast, scene, category);
    if (found.has_value()) return found;
  }
  return std::nullopt;
}

std::optional<Contribution> FindContributionOf(const Person& author,
                                               SyntheticGroup& scratch,
                                               const Cast& cast,
                                               const Scene& scene,
                                               v1::Category category) {
  // The first notice is no secret: it opens the case to others, by the charter.
  if (category == v1::CATEGORY_NOTICE && !scene.setting.told) {
    return std::nullopt;
  }
  for (const std::string& organisation : OrganisationsFor(author, cast)) {
    bool refused = false;
    for (const Extent extent : {Extent::kRequired, Extent::kAll}) {
      auto found =
          Try(scratch, scene, author, organisation, category, extent, refused);
      if (found.has_value()) return found;
      if (refused) break;
    }
    if (refused) break;
  }
  return std::nullopt;
}

Rights RightsOf(const policy::Program& program, const Scene& scene,
                const Contribution& contribution, const Person& person) {
  policy::Question question;
  question.category = contribution.category;
  question.partner = program.FindPartner(person.partner);
  question.role = person.role;
  question.relations = scene.RelationsOf(person);
  const std::string owner = contribution.author->owner();
  if (person.IsOfPartner() && person.partner == owner) {
    question.relations |= policy::kContributor;
  }
  // Whom the coordinator names as sender.
  if (person.IsOfPartner() && contribution.body.has_origin() &&
      owner == kSecretariat &&
      contribution.body.origin().organisation() == person.partner) {
    question.relations |= policy::kTypedSender;
  }
  question.in_school = scene.in_school;
  if (contribution.body.has_schooling()) {
    question.in_school |= IsInSchool(contribution.body.schooling().status());
  }
  if (scene.setting.conditions == Conditions::kStanding) {
    question.conditions = policy::kAgreement;
    if (policy::WrittenBasisKinds(contribution.category,
                                  program.FunctionOf(owner)) != 0) {
      question.conditions |= policy::kWrittenBasis;
    }
  }
  question.age = static_cast<uint8_t>(scene.setting.age);
  question.state = scene.state;
  question.notice_given = scene.setting.told;
  question.is_entry = true;
  question.own = person.owner() == owner;
  const auto& narrowed = contribution.narrowed_to;
  question.narrowed_out =
      !narrowed.empty() && std::find(narrowed.begin(), narrowed.end(),
                                     person.partner) == narrowed.end();
  if (person.IsOfPartner() && contribution.body.has_action()) {
    question.asked = contribution.body.action().pilot() == person.partner &&
                     IsOpen(contribution.body.action().result()) &&
                     owner != person.partner;
  }
  if (person.IsOfPartner() && contribution.body.has_lead_worker() &&
      owner == kSecretariat) {
    const v1::LeadWorker& lead = contribution.body.lead_worker();
    question.asked = lead.organisation() == person.partner &&
                     !lead.has_end_date() &&
                     (lead.member().empty() || lead.member() == person.name());
  }
  if (contribution.body.has_decision() && scene.setting.told &&
      person.role == v1::ROLE_CO_PILOT) {
    question.relations |= policy::kPendingValidation;
  }
  question.kind = sceau::KindOf(contribution.body);
  question.value_classes = program.ValueClasses(contribution.body, owner);
  const auto may = [&](v1::Operation operation) {
    question.operation = operation;
    return program.Decide(question).allowed;
  };
  Rights rights;
  rights.change = may(v1::OPERATION_SUPERSEDE) || may(v1::OPERATION_NARROW) ||
                  may(v1::OPERATION_WITHDRAW) ||
                  (contribution.body.has_decision() &&
                   may(v1::OPERATION_DECISION_VALIDATE));
  rights.relations = question.relations;
  rights.gate_open = question.partner == policy::kNoPartner ||
                     program.PartnerGateOpen(
                         question.partner, question.age, question.in_school,
                         v1::CATEGORY_UNSPECIFIED, v1::OPERATION_READ);
  question.operation = v1::OPERATION_READ;
  const policy::Decision decision = program.Decide(question);
  rights.read = decision.allowed;
  if (!rights.read) return rights;
  rights.rules.assign(decision.rules.begin(),
                      decision.rules.begin() + decision.rule_count);
  rights.fields = decision.fields;
  v1::EntryBody shown = contribution.body;
  program.Project(decision, &shown);
  if (question.partner != policy::kNoPartner && !question.own) {
    program.RemoveProhibitedValues(program.ProhibitedClasses(question.partner),
                                   &shown);
  }
  rights.shown = shown.SerializeAsString();
  return rights;
}

}  // namespace sceau::selftest
