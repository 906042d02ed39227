#include "server/selftest/synthetic_group.h"

#include <atomic>
#include <filesystem>
#include <future>
#include <random>
#include <unistd.h>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"

#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "sceau/v1/charter_service.pb.h"
#include "sceau/v1/member_service.pb.h"
#include "server/operator/founding.h"
#include "server/runtime/mutex.h"
#include "server/selftest/signatures.h"

namespace sceau::selftest {
namespace {

namespace fs = std::filesystem;
namespace pb = ::google::protobuf;

constexpr char kMemory[] = "/dev/shm";
constexpr char kOfCharter[] = "charter.textproto";
constexpr int kAttempts = 50;
constexpr absl::Duration kBetweenAttempts = absl::Milliseconds(100);

// The floor is another command's to prove (sceau charter check --proof): here
// a charter is served as it is.
policy::Proof NotProven(const policy::Program&) { return {}; }

}  // namespace

size_t SizeWithoutNumbers(absl::string_view note) {
  size_t size = 0;
  for (const absl::string_view line : absl::StrSplit(note, '\n')) {
    const bool is_number =
        !line.empty() && line.find_first_not_of("0123456789") == line.npos;
    size += is_number ? 0 : line.size();
  }
  return size;
}

absl::StatusOr<std::unique_ptr<Folder>> Folder::Make() {
  std::error_code error;
  const fs::path temporary = fs::temp_directory_path(error);
  for (const fs::path& parent : {fs::path(kMemory), temporary}) {
    std::string path = (parent / "sceau-selftest-XXXXXX").string();
    if (mkdtemp(path.data()) != nullptr) {
      return std::unique_ptr<Folder>(new Folder(std::move(path)));
    }
  }
  return absl::FailedPreconditionError("no temporary folder can be made");
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

struct SyntheticGroup::World {
  std::atomic<int64_t> now_ns{0};
  Mutex mu;
  std::mt19937_64 engine ABSL_GUARDED_BY(mu);

  void Seed(uint64_t seed) ABSL_LOCKS_EXCLUDED(mu) {
    MutexLock lock(mu);
    engine.seed(seed);
  }
};

SyntheticGroup::SyntheticGroup(Options options, std::unique_ptr<Folder> folder)
    : options_(std::move(options)),
      folder_(std::move(folder)),
      world_(std::make_shared<World>()) {}

SyntheticGroup::~SyntheticGroup() { Close(); }

GroupPlace SyntheticGroup::Place() const {
  return {.trust_domain = kTrustDomain,
          .group = kGroup,
          .data_dir = absl::StrCat(folder_->path(), "/data"),
          .checkpoint_file = absl::StrCat(folder_->path(), "/checkpoint/file"),
          .root_key_file = absl::StrCat(folder_->path(), "/keys/root")};
}

void SyntheticGroup::SetDay(absl::CivilDay day) {
  constexpr int kNoon = 12;
  day_ = day;
  absl::TimeZone paris;
  // INVARIANT: CivilClock::Create refuses before anything is asked of it.
  (void)absl::LoadTimeZone("Europe/Paris", &paris);
  world_->now_ns =
      absl::ToUnixNanos(absl::FromCivil(absl::CivilHour(day) + kNoon, paris));
}

GroupWorld SyntheticGroup::NewWorld(absl::CivilDay day) {
  SetDay(day);
  world_->Seed(options_.seed);
  return {.clock =
              [world = world_] {
                return absl::FromUnixNanos(world->now_ns.load());
              },
          .random =
              [world = world_](std::span<uint8_t> out) {
                MutexLock lock(world->mu);
                for (uint8_t& byte : out) {
                  byte = static_cast<uint8_t>(world->engine());
                }
              },
          .prove = NotProven};
}

absl::StatusOr<std::unique_ptr<SyntheticGroup>> SyntheticGroup::Found(
    const Options& options, const Cast& cast, absl::CivilDay day) {
  ASSIGN_OR_RETURN(std::unique_ptr<Folder> folder, Folder::Make());
  auto made = std::unique_ptr<SyntheticGroup>(
      new SyntheticGroup(options, std::move(folder)));
  Founding founding{.charter = options.charter, .charter_name = kOfCharter};
  for (const Person& person : cast.people) {
    if (person.role == v1::ROLE_MEMBER) continue;
    founding.members.push_back({.role = person.role,
                                .certificate = person.credential.certificate,
                                .display_name = "Essai"});
  }
  RETURN_IF_ERROR(
      FoundGroup(made->Place(), founding, made->NewWorld(day)).status());
  RETURN_IF_ERROR(made->Open(day));
  RETURN_IF_ERROR(made->Enrol(cast));
  return made;
}

absl::StatusOr<std::unique_ptr<SyntheticGroup>> SyntheticGroup::Copy(
    absl::CivilDay day) const {
  ASSIGN_OR_RETURN(std::unique_ptr<Folder> folder, Folder::Make());
  std::error_code error;
  fs::copy(folder_->path(), folder->path(), fs::copy_options::recursive, error);
  if (error) return absl::FailedPreconditionError("the files are not copied");
  auto copy = std::unique_ptr<SyntheticGroup>(
      new SyntheticGroup(options_, std::move(folder)));
  copy->requests_ = requests_;
  RETURN_IF_ERROR(copy->Open(day));
  return copy;
}

absl::Status SyntheticGroup::Open(absl::CivilDay day) {
  ASSIGN_OR_RETURN(group_, Group::Open(Place(), NewWorld(day)));
  served_[kGroup] = {.rooms = &group_->rooms()};
  return absl::OkStatus();
}

std::string SyntheticGroup::NewRequestId() {
  return absl::StrFormat("00000000-0000-4000-8000-%012x", ++requests_);
}

Ended SyntheticGroup::Call(const Person& person, const pb::Message& request) {
  Ended ended = CallOnce(person, request);
  // A busy disk says nothing of the group: asked again.
  for (int i = 0; i < kAttempts && absl::IsUnavailable(ended.status); ++i) {
    absl::SleepFor(kBetweenAttempts);
    ended = CallOnce(person, request);
    // The leaf of an earlier attempt may have come late.
    ended.leaves = ended.receipt.has_value() ? 1 : 0;
  }
  return ended;
}

Ended SyntheticGroup::CallOnce(const Person& person,
                               const pb::Message& request) {
  // INVARIANT: every request is of a method (MissingMethods() is empty).
  const MethodRow& row = *options_.methods->Find(request.GetDescriptor());
  Ended ended;
  ended.response.reset(pb::MessageFactory::generated_factory()
                           ->GetPrototype(row.method->output_type())
                           ->New());
  world_->Seed(options_.seed + requests_);
  const uint64_t before = group_->journal().size();
  bool known = false;
  std::promise<void> done;
  const absl::Status begun = options_.dispatch(
      row, served_, *person.peer, request, ended.response.get(),
      [&known](const GroupRooms&) { known = true; },
      [&ended, &done](absl::Status status, std::optional<Receipt> receipt) {
        ended.status = std::move(status);
        ended.receipt = receipt;
        done.set_value();
      });
  if (begun.ok()) {
    done.get_future().wait();
  } else {
    ended.status = begun;
  }
  ended.leaves = group_->journal().size() - before;
  if (known) {
    ended.checkpoint_bytes =
        SizeWithoutNumbers(group_->journal().NewestCheckpoint());
  }
  return ended;
}

absl::Status SyntheticGroup::Sign(const Person& person) {
  v1::GetCharterRequest get;
  get.set_name(CharterVersionName::Of(kGroup, "current").ToString());
  ASSIGN_OR_RETURN(const v1::CharterVersion version,
                   (Ask<v1::CharterVersion>(person, get)));
  ASSIGN_OR_RETURN(const std::string signature, SignatureOf(person, version));
  v1::SignCharterRequest sign;
  sign.set_name(version.name());
  sign.set_signature(signature);
  sign.set_request_id(NewRequestId());
  return Call(person, sign).status;
}

absl::Status SyntheticGroup::Enrol(const Cast& cast) {
  const Person& admin = *cast.Find(v1::ROLE_TECHNICAL_ADMINISTRATOR);
  const Person& officer = *cast.Find(v1::ROLE_CHARTER_OFFICER);
  for (const Person& person : cast.people) {
    if (person.role != v1::ROLE_MEMBER) RETURN_IF_ERROR(Sign(person));
  }
  std::vector<const Person*> members = cast.Of(v1::ROLE_MEMBER);
  members.push_back(&cast.spare);
  for (const Person* const person : members) {
    v1::RegisterMemberRequest enrol;
    enrol.set_parent(GroupName::Of(kGroup).ToString());
    enrol.mutable_member()->set_partner(person->partner);
    enrol.mutable_member()->set_display_name("Essai");
    enrol.mutable_member()->set_role(person->role);
    enrol.set_certificate(person->credential.certificate);
    enrol.set_request_id(NewRequestId());
    RETURN_IF_ERROR(Call(admin, enrol).status);
    v1::ConfirmMemberRequest confirm;
    confirm.set_name(person->name());
    confirm.set_request_id(NewRequestId());
    RETURN_IF_ERROR(Call(officer, confirm).status);
    RETURN_IF_ERROR(Sign(*person));
  }
  return absl::OkStatus();
}

}  // namespace sceau::selftest
