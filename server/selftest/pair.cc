#include "server/selftest/pair.h"

#include <algorithm>
#include <utility>

#include "proto/contract/errors.h"
#include "server/selftest/comparison.h"

namespace sceau::selftest {
namespace {

namespace pb = ::google::protobuf;

// Of one list, asked page by page.
constexpr int kMostPages = 4;

// One who asks, and what it sees.
struct Witness {
  const Person* person = nullptr;
  // May see a difference; must see one; may change what differs.
  bool may = false;
  bool must = false;
  bool change = false;
  size_t differences = 0;
};

enum class What { kReads, kChanges };

class Pair {
 public:
  Pair(const Stage& stage, const Secret& secret, Tally& tally)
      : stage_(stage),
        secret_(secret),
        tally_(tally),
        scene_(secret.place->scene) {}

  absl::Status Make() {
    ASSIGN_OR_RETURN(one_, stage_.base->Copy(stage_.days.made));
    ASSIGN_OR_RETURN(other_, stage_.base->Copy(stage_.days.made));
    ASSIGN_OR_RETURN(const v1::Entry entry,
                     Deposit(*one_, secret_.one, scene_.case_name));
    secret_name_ = entry.name();
    RETURN_IF_ERROR(DepositOther());
    if (scene_.setting.exited) {
      Scene again = scene_;
      RETURN_IF_ERROR(Exit(*one_, *stage_.cast, scene_));
      RETURN_IF_ERROR(Exit(*other_, *stage_.cast, again));
    }
    one_->SetDay(stage_.days.compared);
    other_->SetDay(stage_.days.compared);
    first_one_ = one_->group().journal().size();
    first_other_ = other_->group().journal().size();
    knowledge_ = *stage_.knowledge;
    for (const std::string& name :
         {scene_.case_name, scene_.session, scene_.referral, secret_name_}) {
      knowledge_.Prefer(name);
    }
    FindWitnesses();
    return absl::OkStatus();
  }

  // Every request there is of this kind, by everybody.
  void AskEverything(What what) {
    for (Witness& witness : witnesses_) {
      for (const Shape& shape : stage_.maker->shapes()) {
        if (shape.changes == (what == What::kChanges)) {
          CompareShape(shape, witness);
        }
      }
    }
  }

  // What each can do in the case, and what a group lives through.
  void RunCourses() {
    Twins twins(*one_, *other_,
                [this](const Person& person, const pb::Message& request,
                       const Ended& one, const Ended& other) {
                  Hear(person, request, one, other);
                });
    for (const Witness& witness : witnesses_) {
      for (const Contribution& own : secret_.place->own) {
        if (own.author == witness.person &&
            own.category != secret_.one.category) {
          RunEntryCourse(scene_, own, twins);
          break;
        }
      }
    }
    RunGroupCourse(*stage_.cast, scene_, twins);
    // The officer sees that something was contributed, not what.
    if (!secret_.other.has_value()) return;
    RunCharterCourse(*stage_.cast, stage_.options->charter, twins);
    RunReviewCourse(*stage_.cast, stage_.days.made, twins);
  }

  absl::Status Finish(bool with_rights) {
    RETURN_IF_ERROR(
        tally_.triggers.AddFrom(one_->group().journal(), first_one_));
    RETURN_IF_ERROR(
        tally_.triggers.AddFrom(other_->group().journal(), first_other_));
    if (!with_rights) return absl::OkStatus();
    for (const Witness& witness : witnesses_) {
      if (!witness.must) continue;
      ++tally_.rights;
      if (witness.differences > 0) continue;
      tally_.unseen.push_back(FindingOf(*witness.person));
    }
    return absl::OkStatus();
  }

 private:
  absl::Status DepositOther() {
    if (secret_.other.has_value()) {
      ASSIGN_OR_RETURN(const v1::Entry entry,
                       Deposit(*other_, *secret_.other, scene_.case_name));
      return entry.name() == secret_name_
                 ? absl::OkStatus()
                 : absl::InternalError("one deposit has two names");
    }
    // The other group's journal has a leaf of a deposit too.
    Knowledge names;
    names.Learn(scene_.case_name);
    return Deposit(*other_, secret_.one, names.AbsentIn("cases")).ok()
               ? absl::InternalError("a deposit in no case was taken")
               : absl::OkStatus();
  }

  Witness WitnessOf(const Person& person) {
    const Rights one = RightsOf(*stage_.judges, scene_, secret_.one, person);
    tally_.rules.insert(one.rules.begin(), one.rules.end());
    Witness witness{.person = &person,
                    .may = one.read,
                    .must = one.read,
                    .change = one.change};
    if (!secret_.other.has_value()) return witness;
    const Rights other =
        RightsOf(*stage_.judges, scene_, *secret_.other, person);
    witness.must = one.read != other.read || one.shown != other.shown;
    witness.may = witness.must || one.relations != other.relations ||
                  one.gate_open != other.gate_open;
    // To write it says nothing of what was written before.
    witness.change = false;
    return witness;
  }

  void FindWitnesses() {
    for (const Person& person : stage_.cast->people) {
      witnesses_.push_back(WitnessOf(person));
    }
    // Who has a right to the secret comes last, since what they do may rest on
    // it.
    std::stable_partition(
        witnesses_.begin(), witnesses_.end(),
        [](const Witness& witness) { return !witness.may && !witness.change; });
  }

  Filling FillingFor(const Person& person,
                     const std::string& request_id) const {
    return {.today = stage_.days.compared,
            .birth = scene_.birth,
            .family_name = scene_.family_name,
            .given_name = scene_.given_name,
            .partner = person.owner(),
            .organisation = person.partner,
            .charter = stage_.options->charter,
            .certificate = stage_.cast->newcomer.credential.certificate,
            .request_id = request_id,
            .category = secret_.one.category,
            .body = &secret_.one.body};
  }

  // Asks both groups the shape's request, and of a list page after page.
  void CompareShape(const Shape& shape, Witness& witness) {
    const Person& person = *witness.person;
    // Both count on.
    const std::string id = one_->NewRequestId();
    (void)other_->NewRequestId();
    const std::unique_ptr<pb::Message> request =
        stage_.maker->Make(shape, knowledge_, FillingFor(person, id));
    const std::unique_ptr<pb::Message> again(request->New());
    again->CopyFrom(*request);
    for (int page = 0; page < kMostPages; ++page) {
      const Ended one = one_->Call(person, *request);
      const Ended other = other_->Call(person, *again);
      Count(*shape.method, shape.changes, one, other, witness);
      if (one.status.ok()) knowledge_.LearnEtags(*one.response);
      if (!TurnPage(*one.response, *request) ||
          !TurnPage(*other.response, *again)) {
        break;
      }
    }
  }

  void Hear(const Person& person, const pb::Message& request, const Ended& one,
            const Ended& other) {
    const MethodRow* const row = stage_.methods->Find(request.GetDescriptor());
    const auto witness = std::find_if(
        witnesses_.begin(), witnesses_.end(),
        [&person](const Witness& each) { return each.person == &person; });
    // INVARIANT: the request is of a method, the person of the cast.
    Count(*row->method, /*changes=*/true, one, other, *witness);
  }

  void Count(const pb::MethodDescriptor& method, bool changes, const Ended& one,
             const Ended& other, Witness& witness) {
    const std::string what = Difference(one, other);
    const size_t differences = what.empty() ? 0 : 1;
    if (one.status.ok() && other.status.ok()) {
      tally_.answered.insert(method.full_name());
    }
    witness.differences += differences;
    if (witness.person->role == v1::ROLE_CHARTER_OFFICER) {
      ++tally_.officer_comparisons;
      tally_.officer_differences += differences;
      tally_.officer_content_bytes +=
          ContentBytes(*one.response) + ContentBytes(*other.response);
    }
    if (witness.may || (changes && witness.change)) return;
    ++tally_.comparisons;
    tally_.differences += differences;
    if (what.empty() || tally_.findings.size() >= kMostFindings) return;
    Finding finding = FindingOf(*witness.person);
    finding.method = method.full_name();
    finding.what = what;
    tally_.findings.push_back(std::move(finding));
  }

  Finding FindingOf(const Person& person) const {
    return {.setting = scene_.setting.id,
            .category = secret_.one.category,
            .of_value = secret_.other.has_value(),
            .member = person.member,
            .partner = person.partner,
            .role = person.role};
  }

  // Makes of `request` the one for the next page of `answer`.
  static bool TurnPage(const pb::Message& answer, pb::Message& request) {
    const pb::FieldDescriptor* const next =
        answer.GetDescriptor()->FindFieldByName("next_page_token");
    const pb::FieldDescriptor* const token =
        request.GetDescriptor()->FindFieldByName("page_token");
    if (next == nullptr || token == nullptr) return false;
    const std::string text = answer.GetReflection()->GetString(answer, next);
    if (text.empty()) return false;
    request.GetReflection()->SetString(&request, token, text);
    return true;
  }

  const Stage& stage_;
  const Secret& secret_;
  Tally& tally_;
  Scene scene_;
  std::string secret_name_;
  std::unique_ptr<SyntheticGroup> one_;
  std::unique_ptr<SyntheticGroup> other_;
  uint64_t first_one_ = 0;
  uint64_t first_other_ = 0;
  Knowledge knowledge_;
  std::vector<Witness> witnesses_;
};

}  // namespace

absl::StatusOr<Tally> ComparePair(const Stage& stage, const Secret& secret) {
  Tally tally(*stage.serves);
  Pair asked(stage, secret, tally);
  RETURN_IF_ERROR(asked.Make());
  asked.AskEverything(What::kReads);
  // Both groups hold something: what a reader did before tells nobody more.
  if (secret.other.has_value()) {
    asked.RunCourses();
    RETURN_IF_ERROR(asked.Finish(/*with_rights=*/true));
    return tally;
  }
  RETURN_IF_ERROR(asked.Finish(/*with_rights=*/true));
  // What a reader did before would stand in the journal, and be told to who may
  // ask who read what.
  Pair changed(stage, secret, tally);
  RETURN_IF_ERROR(changed.Make());
  changed.RunCourses();
  changed.AskEverything(What::kChanges);
  RETURN_IF_ERROR(changed.Finish(/*with_rights=*/false));
  return tally;
}

}  // namespace sceau::selftest
