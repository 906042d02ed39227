#include "server/selftest/selftest.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "policy/compile/compiler.h"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "sceau/v1/case_service.pb.h"
#include "server/rpc/routes.h"
#include "server/runtime/mutex.h"
#include "server/selftest/contributions.h"
#include "server/selftest/pair.h"
#include "server/selftest/requests.h"
#include "server/selftest/scenes.h"
#include "server/selftest/triggers.h"
#include "server/selftest/variants.h"

namespace sceau::selftest {
namespace {

namespace pb = ::google::protobuf;

absl::StatusOr<std::shared_ptr<const policy::Program>> Compiled(
    const std::string& text) {
  policy::CompileResult compiled = policy::Compile(text);
  if (compiled.program == nullptr) {
    return absl::InvalidArgumentError("the charter does not compile");
  }
  return compiled.program;
}

class Runner {
 public:
  explicit Runner(const Options& options) : options_(options) {}

  absl::StatusOr<Report> Run() {
    RETURN_IF_ERROR(Prepare());
    ASSIGN_OR_RETURN(const std::vector<Secret> secrets, FindSecrets());
    std::vector<absl::StatusOr<Tally>> tallies;
    for (size_t i = 0; i < secrets.size(); ++i) {
      tallies.emplace_back(absl::UnknownError("not compared"));
    }
    const Stage stage{.options = &options_,
                      .methods = &methods_,
                      .serves = program_.get(),
                      .judges = rights_.get(),
                      .days = days_,
                      .cast = &cast_,
                      .base = base_.get(),
                      .maker = maker_.get(),
                      .knowledge = &knowledge_};
    std::vector<std::thread> threads;
    std::atomic<size_t> next{0};
    size_t done = 0;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency());
         ++i) {
      threads.emplace_back([&] {
        for (size_t at = next++; at < secrets.size(); at = next++) {
          tallies[at] = ComparePair(stage, secrets[at]);
          MutexLock lock(mu_);
          if (options_.progress != nullptr) {
            options_.progress(++done, secrets.size());
          }
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    Sum sum(*program_);
    for (size_t i = 0; i < secrets.size(); ++i) {
      RETURN_IF_ERROR(tallies[i].status());
      Add(*tallies[i], sum);
      sum.categories.insert(secrets[i].one.category);
      report_.value_pairs += secrets[i].other.has_value() ? 1 : 0;
    }
    report_.pairs = secrets.size();
    TellWhatNeverWas(sum);
    return std::move(report_);
  }

 private:
  // Of all pairs.
  struct Sum {
    explicit Sum(const policy::Program& program) : triggers(program) {}

    std::set<v1::Category> categories = {};
    std::set<std::string> answered = {};
    std::set<uint16_t> rules = {};
    Triggers triggers;
  };

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

  // Fields that the charter shows somebody who is not shown the others.
  uint64_t FieldsOfSome(const Scene& scene, const Contribution& secret) const {
    uint64_t fields = 0;
    for (const Person& person : cast_.people) {
      const Rights rights = RightsOf(*rights_, scene, secret, person);
      if (rights.read && rights.fields != policy::kAllFields &&
          person.role != v1::ROLE_COORDINATOR) {
        fields |= rights.fields;
      }
    }
    return fields;
  }

  // The pairs of values of what is found: all fields differ; and only those
  // that whom the charter shows a part is not shown.
  void AddValues(SyntheticGroup& scratch, const Place& place,
                 const Contribution& found, std::vector<Secret>& secrets) {
    const std::vector<TwoValues> all =
        FindValues(scratch, *program_, place.scene, found);
    for (const TwoValues& values : all) {
      // What goes with a special value only is said once.
      const bool is_new =
          std::any_of(values.varied.begin(), values.varied.end(),
                      [this](const std::string& field) {
                        return varied_.count(field) == 0;
                      });
      if (&values != &all.front() && !is_new) continue;
      varied_.insert(values.varied.begin(), values.varied.end());
      secrets.push_back({&place, values.one, values.other});
      const uint64_t shown = FieldsOfSome(place.scene, values.one);
      const auto hidden = shown == 0 ? std::nullopt : AlikeIn(shown, values);
      if (hidden.has_value()) {
        secrets.push_back({&place, hidden->one, hidden->other});
      }
    }
  }

  // Of each category what the service takes in each setting; of these, where
  // one pair of so many is made, at least one.
  absl::StatusOr<std::vector<Secret>> FindSecrets() {
    std::map<v1::Category, std::vector<Secret>> found;
    std::map<v1::Category, std::vector<Secret>> values;
    for (Place& place : places_) {
      const Scene& scene = place.scene;
      ASSIGN_OR_RETURN(const std::unique_ptr<SyntheticGroup> scratch,
                       base_->Copy(days_.made));
      place.own = FindOwn(*scratch, scene);
      for (const v1::Category category : Categories()) {
        auto secret = FindContribution(*scratch, cast_, scene, category);
        if (!secret.has_value()) continue;
        if (scene.setting.narrowed) {
          secret->narrowed_to = {std::string(rights_->PartnerId(0))};
        }
        if (scene.setting.valued) {
          AddValues(*scratch, place, *secret, values[category]);
        }
        found[category].push_back({&place, *std::move(secret)});
      }
    }
    std::vector<Secret> secrets;
    for (auto* const each : {&found, &values}) {
      for (auto& [category, all] : *each) {
        if (all.empty()) continue;
        const size_t one_in = std::max<size_t>(1, options_.one_in);
        const size_t first =
            static_cast<size_t>(category) % std::min(one_in, all.size());
        for (size_t i = first; i < all.size(); i += one_in) {
          secrets.push_back(std::move(all[i]));
        }
      }
    }
    return secrets;
  }

  // Of everybody up to two categories, so that one is not the secret's.
  std::vector<Contribution> FindOwn(SyntheticGroup& scratch,
                                    const Scene& scene) const {
    std::vector<Contribution> own;
    for (const Person& person : cast_.people) {
      if (!person.IsOfPartner()) continue;
      int count = 0;
      for (int i = v1::Category_MAX; i > v1::Category_MIN && count < 2; --i) {
        auto found = FindContributionOf(person, scratch, cast_, scene,
                                        static_cast<v1::Category>(i));
        if (!found.has_value()) continue;
        own.push_back(*std::move(found));
        ++count;
      }
    }
    return own;
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
      places_.push_back({.scene = std::move(scene)});
    }
    RETURN_IF_ERROR(LearnNames());
    report_.charter_version = std::string(program_->version());
    report_.seed = options_.seed;
    report_.whole = options_.one_in <= 1 && options_.settings.empty() &&
                    options_.categories.empty();
    report_.methods = AllMethods().size();
    report_.people = cast_.people.size();
    report_.partners = program_->partner_count();
    report_.settings = places_.size();
    return absl::OkStatus();
  }

  // What is known before anybody asks; then what asking tells.
  absl::Status LearnNames() {
    const std::string group = GroupName::Of(kGroup).ToString();
    knowledge_.Learn(group);
    knowledge_.Learn(cast_.spare.name());
    knowledge_.Learn(CharterVersionName::Of(kGroup, "current").ToString());
    for (const Place& place : places_) {
      const Scene& scene = place.scene;
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

  void Add(Tally& tally, Sum& sum) {
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
    sum.answered.insert(tally.answered.begin(), tally.answered.end());
    sum.rules.insert(tally.rules.begin(), tally.rules.end());
    sum.triggers.Add(tally.triggers);
    append(tally.findings, report_.findings);
    append(tally.unseen, report_.unseen);
  }

  // Rules that could give somebody of the cast a reading.
  std::set<uint16_t> ReadingRules() const {
    std::set<uint16_t> rules;
    for (const Person& person : cast_.people) {
      for (const v1::Category category : Categories()) {
        const auto own =
            rights_->RulesFor(rights_->FindPartner(person.partner), person.role,
                              category, v1::OPERATION_READ);
        rules.insert(own.begin(), own.end());
      }
    }
    return rules;
  }

  void TellWhatNeverWas(const Sum& sum) {
    report_.categories = sum.categories.size();
    report_.triggers = sum.triggers.all();
    report_.triggers_never = sum.triggers.Never();
    for (const pb::MethodDescriptor* const method : AllMethods()) {
      if (sum.answered.count(method->full_name()) == 0) {
        report_.methods_never.push_back(method->full_name());
      }
    }
    for (const uint16_t rule : ReadingRules()) {
      ++report_.grants;
      if (sum.rules.count(rule) == 0) {
        report_.grants_never.push_back(rights_->rule(rule).id);
      }
    }
    for (const v1::Category category : sum.categories) {
      for (const std::string& field : FieldsOf(category)) {
        ++report_.fields;
        if (varied_.count(field) == 0) report_.fields_never.push_back(field);
      }
    }
  }

  const Options& options_;
  const MethodTable methods_ = Routes();
  std::shared_ptr<const policy::Program> program_;  // Serves.
  std::shared_ptr<const policy::Program> rights_;   // Judges.
  Days days_;
  Cast cast_;
  std::unique_ptr<SyntheticGroup> base_;
  std::vector<Place> places_;
  std::set<std::string> varied_;  // Fields that had two values.
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
