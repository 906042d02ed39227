#include "server/group.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

#include "proto/contract/errors.h"
#include "server/cases/facts.h"
#include "server/oversight/review_view.h"
#include "server/sessions/session_record.h"
#include "server/store/key_provider.h"
#include "server/witness/journal_restores.h"

namespace sceau {
crypto::AeadKey RecordsKeyOf(const crypto::GroupKeys& keys) {
  return crypto::AeadKey(crypto::HkdfSha256(keys.facts.Reveal(), {},
                                            "sceau group records key",
                                            crypto::kAeadKeyBytes)
                             .Reveal());
}

std::string GroupPlace::origin() const {
  return absl::StrCat(trust_domain, "/", group, "/journal");
}

Group::Desks::Desks(Group& group)
    : rooms{.group = group.place_.group,
            .reads = group.files_->cases(),
            .case_keys = group.files_->case_keys(),
            .journal = *group.journal_,
            .state_rows = group.state_rows_,
            .members = *group.members_,
            .agenda = group.agenda_,
            .facts_key = group.facts_key_,
            .decoy_facts = group.decoy_facts_,
            .group_records_key = group.records_key_,
            .page_token_key = group.page_token_key_,
            .blind_index = group.blind_index_,
            .clock = group.clock_,
            .random = group.random_},
      reader(rooms),
      lists(rooms),
      writer(rooms),
      referrals(rooms),
      sessions(rooms),
      member_operations(group.place_.trust_domain, *group.journal_,
                        group.state_rows_, *group.members_,
                        group.page_token_key_),
      charter(*group.journal_, group.state_rows_, *group.members_,
              group.page_token_key_),
      charter_life(*group.journal_, group.state_rows_, *group.members_,
                   group.clock_, group.prove_),
      activation(*group.journal_, group.state_rows_, *group.members_),
      charter_review(*group.journal_, *group.members_),
      explainer(rooms),
      proofs(*group.journal_, *group.witnesses_),
      review_rooms{.rooms = rooms,
                   .index = *group.access_index_,
                   .book = *group.reviews_,
                   .situations = group.situations_},
      reviews(review_rooms),
      readerships(review_rooms) {}

Group::Group(const GroupPlace& place, const GroupWorld& world, CivilClock clock,
             std::unique_ptr<GroupFiles> files,
             std::unique_ptr<Journal> journal)
    : place_(place),
      prove_(world.prove == nullptr
                 ? Prover([](const policy::Program& program) {
                     return policy::Prove(program);
                   })
                 : world.prove),
      random_(world.random),
      clock_(std::move(clock)),
      files_(std::move(files)),
      facts_key_(files_->keys().facts.Reveal()),
      records_key_(RecordsKeyOf(files_->keys())),
      page_token_key_(files_->keys().page_token.Reveal()),
      blind_index_(files_->keys().blind_index.Reveal()),
      decoy_facts_(SealDecoy(facts_key_)),
      state_rows_(place_.group, records_key_, *journal),
      journal_(std::move(journal)) {}

absl::StatusOr<std::unique_ptr<GroupFiles>> OpenFiles(const GroupPlace& place,
                                                      const GroupWorld& world) {
  ASSIGN_OR_RETURN(const crypto::Secret root_key,
                   FileKeyProvider(place.root_key_file).RootKey());
  return GroupFiles::Open({.paths = {.data_directory = place.data_dir,
                                     .epoch_file = place.epoch_file(),
                                     .checkpoint_file = place.checkpoint_file},
                           .group = place.group,
                           .vfs = world.vfs},
                          root_key);
}

absl::StatusOr<std::unique_ptr<Group>> Group::Open(const GroupPlace& place,
                                                   GroupWorld world) {
  ASSIGN_OR_RETURN(CivilClock clock, CivilClock::Create(world.clock));
  ASSIGN_OR_RETURN(std::unique_ptr<GroupFiles> files, OpenFiles(place, world));
  ASSIGN_OR_RETURN(std::unique_ptr<Journal> journal,
                   Journal::Open(*files, {.origin = place.origin(),
                                          .clock = world.clock,
                                          .random = world.random,
                                          .on_poison = world.on_poison,
                                          .log = world.log}));
  auto group = std::unique_ptr<Group>(new Group(
      place, world, std::move(clock), std::move(files), std::move(journal)));
  RETURN_IF_ERROR(group->LoadState());
  return group;
}

void Group::Tick() const {
  const absl::Time now = clock_.Now();
  desks_->activation.Run(now);
  ForgetOldNames(now);
}

void Group::ForgetOldNames(absl::Time now) const {
  const auto charter = CharterAt(*members_->state(), now);
  // What no leaf says has passed is a clock's word alone, and who sets it
  // forward for a minute must not make the journal forget unseen.
  now = std::min(now, journal_->last_leaf_time());
  journal_->Forget(KeptFrom(clock_, charter->compiled->program->clocks(),
                            clock_.DayOf(now)));
}

int Group::technical_log_months() const {
  return CharterAt(*members_->state(), clock_.Now())
      ->compiled->program->clocks()
      .technical_log_months;
}

absl::Status Group::LoadState() {
  clock_.NotBefore(journal_->last_leaf_time());
  {
    ReadPool::Lease lease = files_->cases().Take();
    ASSIGN_OR_RETURN(members_,
                     MemberRegister::Load(place_.group, *lease, state_rows_,
                                          journal_->pseudonyms()));
    ASSIGN_OR_RETURN(
        witnesses_,
        JournalWitnesses::Load(*lease, *journal_, state_rows_, *members_));
    ASSIGN_OR_RETURN(reviews_, ReviewBook::Load(*lease, state_rows_));
    RETURN_IF_ERROR(LoadRestores(*lease, state_rows_, *journal_));
  }
  RETURN_IF_ERROR(ProveVersions(*members_->state(), prove_));
  access_index_ = std::make_unique<AccessIndex>(*journal_);
  desks_ = std::make_unique<const Desks>(*this);
  RETURN_IF_ERROR(LoadAgenda(desks_->rooms, agenda_));
  rooms_ = {.journal = journal_.get(),
            .members = members_.get(),
            .clock = &clock_,
            .reader = &desks_->reader,
            .lists = &desks_->lists,
            .writer = &desks_->writer,
            .referrals = &desks_->referrals,
            .sessions = &desks_->sessions,
            .member_operations = &desks_->member_operations,
            .charter = &desks_->charter,
            .charter_life = &desks_->charter_life,
            .activation = &desks_->activation,
            .charter_review = &desks_->charter_review,
            .explainer = &desks_->explainer,
            .proofs = &desks_->proofs,
            .witnesses = witnesses_.get(),
            .reviews = &desks_->reviews,
            .readerships = &desks_->readerships};
  ForgetOldNames(clock_.Now());
  return absl::OkStatus();
}

void Group::ReadJournalIn() const {
  const absl::Time now = clock_.Now();
  const auto charter = CharterAt(*members_->state(), now);
  // What fails here, fails again for who asks, and is told then.
  access_index_
      ->CatchUp(KeptFrom(clock_, charter->compiled->program->clocks(),
                         clock_.DayOf(now)))
      .IgnoreError();
}

}  // namespace sceau
