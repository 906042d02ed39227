#include "server/selftest/selftest.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "policy/compiler.h"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "sceau/v1/case_service.pb.h"
#include "server/rpc/routes.h"
#include "server/runtime/mutex.h"
#include "server/selftest/comparison.h"
#include "server/selftest/contributions.h"
#include "server/selftest/requests.h"
#include "server/selftest/scenes.h"

namespace sceau::selftest {
namespace {

namespace pb = ::google::protobuf;

// Of one list, asked page by page.
constexpr int kMostPages = 4;

absl::StatusOr<std::shared_ptr<const policy::Program>> Compiled(
    const std::string& text) {
  policy::CompileResult compiled = policy::Compile(text);
  if (compiled.program == nullptr) {
    return absl::InvalidArgumentError("the charter does not compile");
  }
  return compiled.program;
}

// One secret in one case, and the groups with and without it.
struct Pair {
  Scene scene;
  Contribution secret;
  std::string secret_name = {};
  std::unique_ptr<SyntheticGroup> with = nullptr;
  std::unique_ptr<SyntheticGroup> without = nullptr;
};

// What a pair is made of.
struct Secret {
  const Scene* scene = nullptr;
  Contribution contribution = {};
};

// One who asks, and what it sees.
struct Witness {
  const Person* person = nullptr;
  Rights rights = {};
  size_t differences = 0;
};

// What one pair of groups gave.
struct Tally {
  size_t comparisons = 0;
  size_t differences = 0;
  size_t rights = 0;
  size_t officer_comparisons = 0;
  size_t officer_differences = 0;
  size_t officer_content_bytes = 0;
  std::vector<Finding> findings = {};
  std::vector<Finding> unseen = {};
};

class Runner {
 public:
  explicit Runner(const Options& options) : options_(options) {}

  absl::StatusOr<Report> Run() {
    RETURN_IF_ERROR(Prepare());
    ASSIGN_OR_RETURN(const std::vector<Secret> secrets, FindSecrets());
    std::vector<absl::StatusOr<Tally>> tallies(secrets.size());
    std::vector<std::thread> threads;
    std::atomic<size_t> next{0};
    size_t done = 0;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency());
         ++i) {
      threads.emplace_back([&] {
        for (size_t at = next++; at < secrets.size(); at = next++) {
          tallies[at] = RunPair(secrets[at]);
          MutexLock lock(mu_);
          if (options_.progress != nullptr) {
            options_.progress(++done, secrets.size());
          }
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    std::set<v1::Category> categories;
    for (size_t i = 0; i < secrets.size(); ++i) {
      RETURN_IF_ERROR(tallies[i].status());
      Add(*tallies[i]);
      categories.insert(secrets[i].contribution.category);
    }
    report_.pairs = secrets.size();
    report_.categories = categories.size();
    return std::move(report_);
  }

 private:
  std::vector<v1::Category> Categories() const {
    std::vector<v1::Category> categories;
    for (int i = v1::Category_MIN + 1; i <= v1::Category_MAX; ++i) {
      const auto category = static_cast<v1::Category>(i);
      if (options_.categories.empty() ||
          options_.categories.count(category) != 0) {
        categories.push_back(category);
      }
    }
    return categories;
  }

  // Of each category what the service takes in each setting; of these, where
  // one pair of so many is made, at least one.
  absl::StatusOr<std::vector<Secret>> FindSecrets() const {
    std::map<v1::Category, std::vector<Secret>> found;
    for (const Scene& scene : scenes_) {
      ASSIGN_OR_RETURN(const std::unique_ptr<SyntheticGroup> scratch,
                       base_->Copy(days_.made));
      for (const v1::Category category : Categories()) {
        auto secret = FindContribution(*scratch, cast_, scene, category);
        if (!secret.has_value()) continue;
        if (scene.setting.narrowed) {
          secret->narrowed_to = {std::string(rights_->PartnerId(0))};
        }
        found[category].push_back({&scene, *std::move(secret)});
      }
    }
    std::vector<Secret> secrets;
    for (auto& [category, all] : found) {
      const size_t one_in = std::max<size_t>(1, options_.one_in);
      const size_t first =
          static_cast<size_t>(category) % std::min(one_in, all.size());
      for (size_t i = first; i < all.size(); i += one_in) {
        secrets.push_back(std::move(all[i]));
      }
    }
    return secrets;
  }

  absl::StatusOr<Tally> RunPair(const Secret& secret) const {
    Tally tally;
    // Afresh for what changes something: what a reader did before would stand
    // in the journal, and be told to who may ask who read what.
    for (const bool changes : {false, true}) {
      ASSIGN_OR_RETURN(Pair pair, MakePair(*secret.scene, secret.contribution));
      Compare(pair, changes, tally);
    }
    return tally;
  }

  absl::Status Prepare() {
    ASSIGN_OR_RETURN(program_, Compiled(options_.charter));
    ASSIGN_OR_RETURN(rights_,
                     Compiled(options_.against.empty() ? options_.charter
                                                       : options_.against));
    ASSIGN_OR_RETURN(days_, DaysOf(*program_));
    ASSIGN_OR_RETURN(cast_, MakeCast(*program_));
    ASSIGN_OR_RETURN(
        base_, SyntheticGroup::Found({.charter = options_.charter,
                                      .seed = options_.seed,
                                      .methods = &methods_,
                                      .dispatch = options_.dispatch == nullptr
                                                      ? Dispatch(DispatchCall)
                                                      : options_.dispatch},
                                     cast_, days_.founded));
    base_->SetDay(days_.made);
    for (const Setting& setting : SettingsFor(*program_)) {
      if (!options_.settings.empty() &&
          options_.settings.count(setting.id) == 0) {
        continue;
      }
      ASSIGN_OR_RETURN(Scene scene,
                       MakeScene(*base_, cast_, *program_, setting));
      scenes_.push_back(std::move(scene));
    }
    RETURN_IF_ERROR(LearnNames());
    report_.charter_version = std::string(program_->version());
    report_.seed = options_.seed;
    report_.methods = AllMethods().size();
    report_.people = cast_.people.size();
    report_.partners = program_->partner_count();
    report_.settings = scenes_.size();
    return absl::OkStatus();
  }

  // What is known before anybody asks; then what asking tells.
  absl::Status LearnNames() {
    const std::string group = GroupName::Of(kGroup).ToString();
    knowledge_.Learn(group);
    knowledge_.Learn(cast_.spare.name());
    knowledge_.Learn(CharterVersionName::Of(kGroup, "current").ToString());
    for (const Scene& scene : scenes_) {
      for (const std::string& name :
           {scene.case_name, scene.session, scene.referral}) {
        if (!name.empty()) knowledge_.Learn(name);
      }
      v1::GetCaseRequest get;
      get.set_name(scene.case_name);
      get.set_view(v1::CASE_VIEW_FULL);
      get.set_purpose(v1::READING_PURPOSE_FOLLOW_UP);
      const Ended read = base_->Call(cast_.coordinator(), get);
      if (read.status.ok()) knowledge_.Learn(*read.response);
    }
    base_->Close();
    ASSIGN_OR_RETURN(const std::unique_ptr<SyntheticGroup> scratch,
                     base_->Copy(days_.made));
    RETURN_IF_ERROR(base_->Reopen());
    maker_ =
        std::make_unique<RequestMaker>(*scratch, *base_, cast_, knowledge_);
    return absl::OkStatus();
  }

  absl::StatusOr<Pair> MakePair(const Scene& scene,
                                const Contribution& secret) const {
    Pair pair{.scene = scene, .secret = secret};
    ASSIGN_OR_RETURN(pair.with, base_->Copy(days_.made));
    ASSIGN_OR_RETURN(pair.without, base_->Copy(days_.made));
    ASSIGN_OR_RETURN(const v1::Entry entry,
                     Deposit(*pair.with, secret, scene.case_name));
    pair.secret_name = entry.name();
    // The other group's journal has a leaf of a deposit too.
    Knowledge names;
    names.Learn(scene.case_name);
    if (Deposit(*pair.without, secret, names.AbsentIn("cases")).ok()) {
      return absl::InternalError("a deposit in no case was taken");
    }
    if (scene.setting.exited) {
      Scene other = scene;
      RETURN_IF_ERROR(Exit(*pair.with, cast_, pair.scene));
      RETURN_IF_ERROR(Exit(*pair.without, cast_, other));
    }
    pair.with->SetDay(days_.compared);
    pair.without->SetDay(days_.compared);
    return pair;
  }

  void Add(Tally& tally) {
    report_.comparisons += tally.comparisons;
    report_.differences += tally.differences;
    report_.rights += tally.rights;
    report_.blind += tally.unseen.size();
    report_.officer_comparisons += tally.officer_comparisons;
    report_.officer_differences += tally.officer_differences;
    report_.officer_content_bytes += tally.officer_content_bytes;
    const auto append = [](std::vector<Finding>& from,
                           std::vector<Finding>& to) {
      for (Finding& finding : from) {
        if (to.size() < kMostFindings) to.push_back(std::move(finding));
      }
    };
    append(tally.findings, report_.findings);
    append(tally.unseen, report_.unseen);
  }

  void Compare(Pair& pair, bool changes, Tally& tally) const {
    Knowledge knowledge = knowledge_;
    knowledge.Prefer(pair.scene.case_name);
    knowledge.Prefer(pair.scene.session);
    knowledge.Prefer(pair.scene.referral);
    knowledge.Prefer(pair.secret_name);
    // Who has a right to the secret comes last, since what they do may rest on
    // it.
    std::vector<Witness> witnesses;
    for (const Person& person : cast_.people) {
      witnesses.push_back(
          {&person, RightsOf(*rights_, pair.scene, pair.secret, person)});
    }
    std::stable_partition(
        witnesses.begin(), witnesses.end(), [](const Witness& witness) {
          return !witness.rights.read && !witness.rights.change;
        });
    for (Witness& witness : witnesses) {
      for (const Shape& shape : maker_->shapes()) {
        if (shape.changes == changes) {
          CompareShape(pair, shape, witness, knowledge, tally);
        }
      }
    }
    if (changes) return;
    for (const Witness& witness : witnesses) {
      if (!witness.rights.read) continue;
      ++tally.rights;
      if (witness.differences > 0) continue;
      tally.unseen.push_back(FindingOf(pair, *witness.person));
    }
  }

  Filling FillingFor(const Pair& pair, const Person& person,
                     const std::string& request_id) const {
    return {.today = days_.compared,
            .birth = pair.scene.birth,
            .family_name = pair.scene.family_name,
            .given_name = pair.scene.given_name,
            .partner = person.owner(),
            .organisation = person.partner,
            .charter = options_.charter,
            .certificate = cast_.newcomer.credential.certificate,
            .request_id = request_id,
            .category = pair.secret.category,
            .body = &pair.secret.body};
  }

  // Asks both groups the shape's request, and of a list page after page.
  void CompareShape(Pair& pair, const Shape& shape, Witness& witness,
                    Knowledge& knowledge, Tally& tally) const {
    const Person& person = *witness.person;
    // Both count on.
    const std::string id = pair.with->NewRequestId();
    (void)pair.without->NewRequestId();
    const std::unique_ptr<pb::Message> request =
        maker_->Make(shape, knowledge, FillingFor(pair, person, id));
    const std::unique_ptr<pb::Message> other(request->New());
    other->CopyFrom(*request);
    for (int page = 0; page < kMostPages; ++page) {
      const Ended one = pair.with->Call(person, *request);
      const Ended two = pair.without->Call(person, *other);
      Count(pair, shape, one, two, witness, tally);
      if (one.status.ok()) knowledge.LearnEtags(*one.response);
      if (!TurnPage(*one.response, *request) ||
          !TurnPage(*two.response, *other)) {
        break;
      }
    }
  }

  static void Count(const Pair& pair, const Shape& shape, const Ended& one,
                    const Ended& two, Witness& witness, Tally& tally) {
    const std::string what = Difference(one, two);
    const size_t differences = what.empty() ? 0 : 1;
    witness.differences += differences;
    if (witness.person->role == v1::ROLE_CHARTER_OFFICER) {
      ++tally.officer_comparisons;
      tally.officer_differences += differences;
      tally.officer_content_bytes +=
          ContentBytes(*one.response) + ContentBytes(*two.response);
    }
    const bool is_given =
        witness.rights.read || (shape.changes && witness.rights.change);
    if (is_given) return;
    ++tally.comparisons;
    tally.differences += differences;
    if (what.empty() || tally.findings.size() >= kMostFindings) return;
    Finding finding = FindingOf(pair, *witness.person);
    finding.method = shape.method->full_name();
    finding.what = what;
    tally.findings.push_back(std::move(finding));
  }

  static Finding FindingOf(const Pair& pair, const Person& person) {
    return {.setting = pair.scene.setting.id,
            .category = pair.secret.category,
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

  const Options& options_;
  const MethodTable methods_ = Routes();
  std::shared_ptr<const policy::Program> program_;  // Serves.
  std::shared_ptr<const policy::Program> rights_;   // Judges.
  Days days_;
  Cast cast_;
  std::unique_ptr<SyntheticGroup> base_;
  std::vector<Scene> scenes_;
  Knowledge knowledge_;
  std::unique_ptr<RequestMaker> maker_;
  Report report_;
  Mutex mu_;  // Of what is told of the progress.
};

}  // namespace

absl::StatusOr<Report> Run(const Options& options) {
  return Runner(options).Run();
}

}  // namespace sceau::selftest
