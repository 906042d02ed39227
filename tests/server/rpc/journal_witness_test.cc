// Witnesses beside the server: what members cosigned is kept and published, a
// later history that one of them was shown closes the group for good, and the
// officer alone takes the leaves away.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/charter_signature.h"
#include "crypto/checkpoint.h"
#include "crypto/cosignature.h"
#include "crypto/digest.h"
#include "crypto/merkle.h"
#include "proto/contract/names.h"
#include "server/members/member_operations.h"
#include "server/rpc/routes.h"
#include "tests/support/case_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::Await;
using ::sceau::testing::CaseDesk;
using ::sceau::testing::Ended;
using ::sceau::testing::IsOk;
using ::sceau::testing::kCoordinator;
using ::sceau::testing::kOfficer;
using ::sceau::testing::kTestGroup;
using ::sceau::testing::ReasonIs;
using ::sceau::testing::TestGroup;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kMember[] = "pjj-1";

class JournalWitnessTest : public ::testing::Test {
 protected:
  JournalWitnessTest() : parent_(GroupName::Of(kTestGroup).ToString()) {}

  Journal& journal() { return group_.group().journal(); }
  const GroupRooms& rooms() { return group_.group().rooms(); }

  // A leaf, and a checkpoint that covers it, without waiting for the server's.
  std::string Grow() {
    CaseDesk desk(group_);
    (void)desk.List(kMember);
    crypto::MerkleFrontier tree;
    EXPECT_THAT(
        journal().VisitData(
            0, journal().size(),
            [&tree](crypto::ByteView binding, crypto::ByteView naming_hash) {
              tree.Append(crypto::LeafHash(crypto::AsBytes(absl::StrCat(
                  crypto::AsText(binding), crypto::AsText(naming_hash)))));
              return absl::OkStatus();
            }),
        IsOk());
    return Sign(tree.size(), tree.Root());
  }
  crypto::Checkpoint Read(const std::string& note) {
    return *crypto::VerifyCheckpoint(note, journal().verifier_key(),
                                     group_.place().origin());
  }
  // As the server itself signs.
  std::string Sign(uint64_t size, const crypto::Hash& root) {
    const crypto::SigningKey key(
        group_.group().files().keys().checkpoint_seed.Reveal());
    return crypto::SignCheckpoint(
        {.origin = group_.place().origin(), .size = size, .root = root}, key);
  }

  crypto::SigningKey KeyOf(const std::string& member) {
    return crypto::SigningKey(
        crypto::Sha256(crypto::AsBytes(absl::StrCat("seed of ", member))));
  }
  crypto::VerifierKey VerifierOf(const std::string& member) {
    return crypto::VerifierKey::Of(
        absl::StrCat("sceau.example/", kTestGroup, "/members/", member),
        KeyOf(member), crypto::NoteAlgorithm::kCosignatureV1);
  }
  v1::AddCosignatureRequest Cosigned(const std::string& member,
                                     const std::string& note,
                                     uint64_t time = 1'790'000'000) {
    v1::AddCosignatureRequest request;
    request.set_parent(parent_);
    const crypto::VerifierKey key = VerifierOf(member);
    request.set_note(
        note + *crypto::CosignCheckpoint(note, key.name, KeyOf(member), time));
    request.mutable_witness()->set_key(key.Format());
    request.mutable_witness()->set_key_signature(
        crypto::ToString(*crypto::SignWithPem(
            group_.CredentialOf(member).key,
            crypto::WitnessKeyMessage(kTestGroup, member, key))));
    return request;
  }
  Ended Add(const std::string& member,
            const v1::AddCosignatureRequest& request) {
    const Call call = group_.As(member);
    return Await([&](Finish finish) {
      rooms().witnesses->AddCosignature(call, request, &added_,
                                        std::move(finish));
    });
  }
  Ended Get(const std::string& known = "") {
    v1::GetCheckpointRequest request;
    request.set_parent(parent_);
    request.set_known(known);
    shown_.Clear();
    const Call call = group_.As(kOfficer);
    return Await([&](Finish finish) {
      rooms().proofs->GetCheckpoint(call, request, &shown_, std::move(finish));
    });
  }
  // Members whom the officer has confirmed, but the officer; more than are
  // kept.
  std::vector<std::string> Confirmed() {
    std::vector<std::string> members;
    for (const auto& [id, record] : group_.group().members().state()->members) {
      if (record.membership == Membership::kConfirmed && id != kOfficer) {
        members.push_back(id);
      }
    }
    EXPECT_GT(members.size(), kMaxWitnesses);
    return members;
  }
  bool IsWitness(const std::string& member) {
    EXPECT_THAT(Get().status, IsOk());
    return std::any_of(shown_.witnesses().begin(), shown_.witnesses().end(),
                       [&](const v1::JournalWitness& witness) {
                         return witness.member() ==
                                parent_ + "/members/" + member;
                       });
  }
  Ended Export(const std::string& member, uint64_t first, int count) {
    v1::ExportLeavesRequest request;
    request.set_parent(parent_);
    request.set_first(first);
    request.set_count(count);
    exported_.Clear();
    const Call call = group_.As(member);
    return Await([&](Finish finish) {
      rooms().proofs->ExportLeaves(call, request, &exported_,
                                   std::move(finish));
    });
  }

  const std::string parent_;
  TestGroup group_;
  v1::Checkpoint added_;
  v1::Checkpoint shown_;
  v1::ExportLeavesResponse exported_;
};

TEST_F(JournalWitnessTest, CosignedCheckpointsArePublishedAndKept) {
  const std::string note = Grow();
  const Ended ended = Add(kOfficer, Cosigned(kOfficer, note, 7));
  ASSERT_THAT(ended.status, IsOk());
  EXPECT_TRUE(ended.receipt.has_value());
  ASSERT_THAT(Add(kMember, Cosigned(kMember, note, 9)).status, IsOk());
  for (const bool reopened : {false, true}) {
    if (reopened) {
      group_.Close();
      ASSERT_THAT(group_.Open(), IsOk());
    }
    ASSERT_THAT(Get().status, IsOk());
    ASSERT_THAT(shown_.cosigned(), SizeIs(1));
    EXPECT_EQ(Read(shown_.cosigned(0)), Read(note));
    EXPECT_EQ(
        *crypto::VerifyCosignature(shown_.cosigned(0), VerifierOf(kOfficer)),
        7U);
    EXPECT_EQ(
        *crypto::VerifyCosignature(shown_.cosigned(0), VerifierOf(kMember)),
        9U);
    ASSERT_THAT(shown_.witnesses(), SizeIs(2));
    EXPECT_EQ(shown_.witnesses(0).key(), VerifierOf(kOfficer).Format());
  }
}

TEST_F(JournalWitnessTest, TheNewestOfEachWitnessIsKept) {
  const std::string first = Grow();
  const std::string second = Grow();
  ASSERT_THAT(Add(kMember, Cosigned(kMember, second)).status, IsOk());
  ASSERT_THAT(Add(kMember, Cosigned(kMember, first)).status, IsOk());
  EXPECT_EQ(Read(added_.note()), Read(second));
  ASSERT_THAT(Get().status, IsOk());
  ASSERT_THAT(shown_.cosigned(), SizeIs(1));
  EXPECT_EQ(Read(shown_.cosigned(0)), Read(second));
}

TEST_F(JournalWitnessTest, WhatIsNotTheCallersOwnCosignatureIsRefused) {
  const std::string note = Grow();
  const auto refused = ReasonIs(v1::ERROR_REASON_FIELD_INVALID);
  // Another's, whole.
  EXPECT_THAT(Add(kMember, Cosigned(kOfficer, note)).status, refused);
  // Another's signature of the own key.
  v1::AddCosignatureRequest request = Cosigned(kMember, note);
  request.mutable_witness()->set_key_signature(
      Cosigned(kOfficer, note).witness().key_signature());
  EXPECT_THAT(Add(kMember, request).status, refused);
  request = Cosigned(kMember, note);
  request.mutable_witness()->set_key("nonsense");
  EXPECT_THAT(Add(kMember, request).status, refused);
  request = Cosigned(kMember, note);
  request.mutable_witness()->set_member(parent_ + "/members/" + kOfficer);
  EXPECT_THAT(Add(kMember, request).status, refused);
  // No cosignature, an altered one.
  request = Cosigned(kMember, note);
  request.set_note(note);
  EXPECT_THAT(Add(kMember, request).status, refused);
  request = Cosigned(kMember, note);
  std::string altered = request.note();
  altered[altered.size() - 8] ^= 1;
  request.set_note(altered);
  EXPECT_THAT(Add(kMember, request).status, refused);
  // Of another journal.
  const crypto::SigningKey other(crypto::Bytes(32, 3));
  EXPECT_THAT(
      Add(kMember,
          Cosigned(kMember,
                   crypto::SignCheckpoint(
                       {.origin = group_.place().origin(), .size = 1}, other)))
          .status,
      refused);
  ASSERT_THAT(Get().status, IsOk());
  EXPECT_THAT(shown_.cosigned(), IsEmpty());
}

TEST_F(JournalWitnessTest, AKnownCheckpointThatIsContinuedIsWelcome) {
  const std::string first = Grow();
  const std::string second = Grow();
  for (const std::string& known :
       {first, second, Sign(0, crypto::EmptyRoot())}) {
    EXPECT_THAT(Get(known).status, IsOk());
  }
  EXPECT_THAT(Get("nonsense").status, ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  EXPECT_THAT(journal().Standing(), IsOk());
}

// Each is signed by the journal's own key: who shows it has seen a history that
// is not this one.
TEST_F(JournalWitnessTest, AHistoryThatIsNotContinuedClosesTheGroupForGood) {
  const auto suspected = ReasonIs(v1::ERROR_REASON_ROLLBACK_SUSPECTED);
  for (const int variant : {0, 1, 2}) {
    SCOPED_TRACE(variant);
    group_.Close();
    const std::string aside = group_.folder() + "/aside";
    std::filesystem::remove_all(aside);
    std::filesystem::copy(group_.place().data_dir, aside,
                          std::filesystem::copy_options::recursive);
    std::filesystem::copy_file(group_.place().checkpoint_file,
                               aside + "/checkpoint");
    ASSERT_THAT(group_.Open(), IsOk());
    const crypto::Checkpoint newest = Read(Grow());
    const crypto::Hash other = crypto::Sha256(crypto::AsBytes("other"));
    const std::string shown = variant == 0   ? Sign(newest.size + 1'000, other)
                              : variant == 1 ? Sign(newest.size, other)
                                             : Sign(newest.size - 1, other);
    EXPECT_THAT(Get(shown).status, suspected);
    EXPECT_THAT(Get().status, suspected);
    EXPECT_THAT(journal().Standing(), suspected);
    CaseDesk desk(group_);
    EXPECT_THAT(desk.List(kCoordinator), suspected);
    group_.Close();
    EXPECT_THAT(group_.Open(), suspected);
    // The newest files, with their own checkpoint, are the way out.
    std::filesystem::copy_file(
        aside + "/checkpoint", group_.place().checkpoint_file,
        std::filesystem::copy_options::overwrite_existing);
    ASSERT_THAT(group_.Open(), IsOk());
  }
}

TEST_F(JournalWitnessTest, ACosignedForkClosesTheGroupToo) {
  const crypto::Checkpoint newest = Read(Grow());
  const std::string fork =
      Sign(newest.size, crypto::Sha256(crypto::AsBytes("fork")));
  EXPECT_THAT(Add(kMember, Cosigned(kMember, fork)).status,
              ReasonIs(v1::ERROR_REASON_ROLLBACK_SUSPECTED));
  EXPECT_FALSE(journal().Standing().ok());
}

TEST_F(JournalWitnessTest, TheOfficerExportsTheLeavesThatWereSigned) {
  const crypto::Checkpoint newest = Read(Grow());
  const Ended ended = Export(kOfficer, 0, static_cast<int>(newest.size));
  ASSERT_THAT(ended.status, IsOk());
  EXPECT_EQ(ended.receipt->index, newest.size);  // A leaf of its own.
  crypto::MerkleFrontier tree;
  for (const std::string& leaf : exported_.leaves()) {
    tree.Append(crypto::LeafHash(crypto::AsBytes(leaf)));
    EXPECT_THAT(leaf, ::testing::Not(HasSubstr(kMember)));
  }
  EXPECT_EQ(tree.size(), newest.size);
  EXPECT_EQ(tree.Root(), newest.root);
}

TEST_F(JournalWitnessTest, LeavesAreForTheOfficerAloneAndWithinBounds) {
  for (const char* const member : {kMember, kCoordinator, testing::kAdmin}) {
    EXPECT_THAT(Export(member, 0, 1).status,
                ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  }
  EXPECT_THAT(exported_.leaves(), IsEmpty());
  const auto refused = ReasonIs(v1::ERROR_REASON_FIELD_INVALID);
  EXPECT_THAT(Export(kOfficer, 0, 0).status, refused);
  EXPECT_THAT(Export(kOfficer, 0, -1).status, refused);
  EXPECT_THAT(Export(kOfficer, 0, kMaxExportedLeaves + 1).status, refused);
  EXPECT_THAT(Export(kOfficer, journal().size() + 9, 1).status, refused);
  EXPECT_THAT(Export(kOfficer, journal().size(), 2).status, refused);
  EXPECT_THAT(Export(kOfficer, ~uint64_t{0}, 2).status, refused);
}

// A checkpoint of long ago, cosigned by a member whom nobody relies on, would
// take the place of one that says more.
TEST_F(JournalWitnessTest, WhoIsFurthestBehindTakesNobodysPlace) {
  const std::string old = Grow();
  std::vector<std::string> members = Confirmed();
  const std::string late = members.back();
  members.resize(kMaxWitnesses);
  for (const std::string& member : members) {
    ASSERT_THAT(Add(member, Cosigned(member, Grow())).status, IsOk()) << member;
  }
  EXPECT_THAT(Add(late, Cosigned(late, old)).status,
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  EXPECT_FALSE(IsWitness(late));
  EXPECT_TRUE(IsWitness(members.front()));
  // The officer's is kept, however old.
  ASSERT_THAT(Add(kOfficer, Cosigned(kOfficer, old)).status, IsOk());
  EXPECT_TRUE(IsWitness(kOfficer));
}

// An administrator registers whom they like: as long as the officer has not
// confirmed them they push nobody out, and who is suspended goes first.
TEST_F(JournalWitnessTest, OnlyWhomTheOfficerConfirmedPushesOthersOut) {
  std::vector<std::string> members = Confirmed();
  const std::string late = members.back();
  members.resize(kMaxWitnesses);
  for (const std::string& member : members) {
    ASSERT_THAT(Add(member, Cosigned(member, Grow())).status, IsOk()) << member;
  }
  EXPECT_THAT(Add("registered-1", Cosigned("registered-1", Grow())).status,
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  EXPECT_FALSE(IsWitness("registered-1"));
  v1::SuspendMemberRequest request;
  request.set_name(parent_ + "/members/" + members.back());
  request.set_request_id("00000000-0000-4000-8000-000000000001");
  v1::Member suspended;
  ASSERT_THAT(Await([&](Finish finish) {
                rooms().member_operations->SuspendMember(group_.As(kOfficer),
                                                         request, &suspended,
                                                         std::move(finish));
              }).status,
              IsOk());
  EXPECT_TRUE(IsWitness(members.back())) << "what was confirmed stands";
  ASSERT_THAT(Add(late, Cosigned(late, Grow())).status, IsOk());
  EXPECT_TRUE(IsWitness(late));
  EXPECT_FALSE(IsWitness(members.back())) << "furthest on, and suspended";
  EXPECT_TRUE(IsWitness(members.front()));
}

// As many as are kept: who is furthest behind gives way, the officer never.
TEST_F(JournalWitnessTest, TheOfficersCosignatureNeverGivesWay) {
  ASSERT_THAT(Add(kOfficer, Cosigned(kOfficer, Grow())).status, IsOk());
  const std::vector<std::string> members = Confirmed();
  for (const std::string& member : members) {
    ASSERT_THAT(Add(member, Cosigned(member, Grow())).status, IsOk()) << member;
  }
  ASSERT_THAT(Get().status, IsOk());
  ASSERT_THAT(shown_.witnesses(), SizeIs(kMaxWitnesses));
  EXPECT_TRUE(IsWitness(kOfficer));
  EXPECT_FALSE(IsWitness(members.front()));
  EXPECT_TRUE(IsWitness(members.back()));
}

}  // namespace
}  // namespace sceau
