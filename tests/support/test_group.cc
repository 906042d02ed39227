#include "tests/support/test_group.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <random>
#include <sstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

#include "crypto/charter_signature.h"
#include "crypto/digest.h"
#include "proto/contract/charter_version.h"
#include "proto/contract/names.h"
#include "server/group_state/peer_identity.h"
#include "server/operator/founding.h"
#include "tests/support/must.h"

namespace sceau::testing {
namespace {

namespace fs = std::filesystem;

// Before every test's day, and in the reference charter's term.
constexpr absl::CivilDay kFoundingDay(2026, 1, 5);

std::string NewFolder() {
  std::string path = (fs::temp_directory_path() / "sceau-test-XXXXXX").string();
  if (mkdtemp(path.data()) == nullptr) std::abort();
  return path;
}

GroupPlace PlaceIn(const std::string& folder) {
  return {.trust_domain = kTestTrustDomain,
          .group = kTestGroup,
          .data_dir = folder + "/data",
          .checkpoint_file = folder + "/checkpoints/checkpoint",
          .root_key_file = folder + "/keys/root"};
}

RandomSource SeededRandom(uint32_t seed) {
  struct Source {
    std::mutex mu;
    std::mt19937 engine;
  };
  auto source = std::make_shared<Source>();
  source->engine.seed(seed);
  return [source](std::span<uint8_t> out) {
    const std::lock_guard<std::mutex> lock(source->mu);
    for (uint8_t& byte : out) byte = static_cast<uint8_t>(source->engine());
  };
}

MemberRecord RecordOf(const CastMember& member, const PeerIdentity& identity) {
  return {.member = member.member,
          .partner = member.partner,
          .display_name = member.display_name,
          .role = member.role,
          .membership = member.confirmed ? Membership::kConfirmed
                                         : Membership::kRegistered,
          .spki_der = identity.spki_der};
}

// One row of the group's state.
struct FirstRow {
  std::string kind;
  std::string id;
  crypto::Bytes record;
};

// Queues a row, so that one transaction takes many; it is put once, also when
// an attempt that was given up had put it after all.
std::future<absl::Status> PutRow(Group& group, const FirstRow& row) {
  auto done = std::make_shared<std::promise<absl::Status>>();
  auto result = std::make_shared<absl::Status>();
  group.journal().writer().Write(
      [&group, row, result](WriteTransaction& transaction) {
        WriteResult written;
        written.leaf.operation = v1::OPERATION_MEMBER_REGISTER;
        written.leaf.outcome = Outcome::kAllowed;
        const auto there = FindState(transaction, row.kind, row.id);
        if (!there.ok()) {
          written.status = there.status();
        } else if (!there->has_value()) {
          written.status =
              group.state_rows().Put(transaction, row.kind, row.id,
                                     /*version=*/1, row.record, written.leaf);
        }
        *result = written.status;
        return written;
      },
      [done, result](absl::StatusOr<Receipt> receipt) {
        done->set_value(receipt.ok() ? *result : receipt.status());
      });
  return done->get_future();
}

// Waits for a busy disk.
void PutRows(Group& group, std::vector<FirstRow> rows) {
  while (!rows.empty()) {
    std::vector<std::future<absl::Status>> put;
    for (const FirstRow& row : rows) put.push_back(PutRow(group, row));
    std::vector<FirstRow> again;
    for (size_t i = 0; i < rows.size(); ++i) {
      const absl::Status status = put[i].get();
      if (absl::IsUnavailable(status)) {
        again.push_back(std::move(rows[i]));
      } else {
        Must(status, "populating");
      }
    }
    rows = std::move(again);
  }
}

// The group that every TestGroup of this process is a copy of.
struct Template {
  Template() : pki(kTestTrustDomain), folder(NewFolder()) {
    const GroupPlace place = PlaceIn(folder);
    Founding founding;
    founding.charter = ReferenceCharter();
    founding.charter_name = "alencon-jeunesse.textproto";
    for (const CastMember& member : kFounders) {
      credentials[member.member] = pki.Member(member.partner, member.member);
      founding.members.push_back(
          {.role = member.role,
           .certificate = credentials[member.member].certificate,
           .display_name = member.display_name});
    }
    for (const CastMember& member : kMembers) {
      credentials[member.member] = pki.Member(member.partner, member.member);
    }
    for (const std::string& problem :
         CheckFounding(place, founding, Language::kEnglish)) {
      std::cerr << problem << "\n";
    }
    const GroupWorld world{.clock = [] { return NoonOf(kFoundingDay); },
                           .random = SeededRandom(0),
                           .prove = TestGroup::NotProven};
    Must(FoundGroup(place, founding, world).status(), "founding");
    auto group = Group::Open(place, world);
    Must(group.status(), "opening the template");
    Populate(**group);
  }
  ~Template() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }

  void Populate(Group& group) {
    const CompiledCharter charter =
        *group.members().state()->in_force->compiled;
    const crypto::Bytes message = crypto::CharterSignatureMessage(
        GroupName::Of(kTestGroup).ToString(),
        CharterVersionNumber(charter.version), charter.sha256);
    std::vector<FirstRow> rows;
    const auto sign = [&](const CastMember& member) {
      if (!member.has_signed) return;
      auto signature =
          crypto::SignWithPem(credentials[member.member].key, message);
      Must(signature.status(), "signing");
      rows.push_back({kSignatureKind,
                      SignatureRowId(charter.version, member.member),
                      Encode(SignatureRecord{.member = member.member,
                                             .charter_version = charter.version,
                                             .charter_sha256 = charter.sha256,
                                             .signature = *std::move(signature),
                                             .time = NoonOf(kFoundingDay)})});
    };
    for (const CastMember& member : kFounders) sign(member);
    for (const CastMember& member : kMembers) {
      const auto identity = ReadPeerIdentity(
          kTestTrustDomain, credentials[member.member].certificate);
      Must(identity.status(), "reading a certificate");
      rows.push_back(
          {kMemberKind, member.member, Encode(RecordOf(member, *identity))});
      sign(member);
    }
    PutRows(group, std::move(rows));
  }

  const TestPki pki;
  const std::string folder;
  std::map<std::string, Credential> credentials;
};

const Template& TheTemplate() {
  static const Template made;
  return made;
}

}  // namespace

std::string ReferenceCharter() {
  std::ifstream in(std::string(SCEAU_SOURCE_DIR) +
                   "/policy/charters/alencon-jeunesse.textproto");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

absl::Time NoonOf(absl::CivilDay day) {
  absl::TimeZone paris;
  if (!absl::LoadTimeZone("Europe/Paris", &paris)) std::abort();
  return absl::FromCivil(absl::CivilHour(day) + 12, paris);
}

TestGroup::TestGroup(Options options)
    : options_(std::move(options)),
      folder_(NewFolder()),
      place_(PlaceIn(folder_)),
      now_ns_(std::make_shared<std::atomic<int64_t>>(
          absl::ToUnixNanos(NoonOf(options_.today)))),
      random_(SeededRandom(options_.seed)) {
  fs::copy(TheTemplate().folder, folder_, fs::copy_options::recursive);
  Must(Open(), "opening");
}

TestGroup::~TestGroup() {
  Close();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

const TestPki& TestGroup::pki() const { return TheTemplate().pki; }

Credential TestGroup::CredentialOf(absl::string_view member) const {
  return TheTemplate().credentials.at(std::string(member));
}

Call TestGroup::As(absl::string_view member) const {
  const auto identity =
      ReadPeerIdentity(kTestTrustDomain, CredentialOf(member).certificate);
  Must(identity.status(), "reading a certificate");
  const CivilClock& clock = group_->clock();
  clock.NotBefore(group_->journal().last_leaf_time());
  const absl::Time now = clock.Now();
  auto call = group_->members().Identify(*identity, now, clock.DayOf(now));
  Must(call.status(), "identifying");
  return *std::move(call);
}

void TestGroup::SetNow(absl::Time now) {
  now_ns_->store(absl::ToUnixNanos(now));
}

absl::Time TestGroup::now() const {
  return absl::FromUnixNanos(now_ns_->load());
}

void TestGroup::Close() { group_.reset(); }

GroupWorld TestGroup::World() const {
  if (options_.living) {
    return {
        .clock = [ahead = now() - absl::Now()] { return absl::Now() + ahead; },
        .random = [](std::span<uint8_t> out) { crypto::RandomBytes(out); },
        .vfs = options_.vfs,
        .prove = options_.prove};
  }
  return {.clock = [now = now_ns_] { return absl::FromUnixNanos(now->load()); },
          .random = random_,
          .vfs = options_.vfs,
          .prove = options_.prove};
}

absl::Status TestGroup::Open() {
  auto group = Group::Open(place_, World());
  if (!group.ok()) return group.status();
  group_ = *std::move(group);
  return absl::OkStatus();
}

}  // namespace sceau::testing
