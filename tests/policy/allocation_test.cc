// Deciding allocates nothing: every operator new of the process is counted.
#include <atomic>
#include <cstdlib>
#include <new>

#include "gtest/gtest.h"

#include "policy/decide/program.h"
#include "tests/policy/reference_charter.h"

namespace {
std::atomic<long> allocations{0};

void* Counted(std::size_t size) {
  ++allocations;
  void* const memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
}  // namespace

void* operator new(std::size_t size) { return Counted(size); }
void* operator new[](std::size_t size) { return Counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace sceau::policy {
namespace {

TEST(AllocationTest, TheCounterCounts) {
  const long before = allocations;
  ::operator delete(::operator new(8));
  EXPECT_EQ(allocations, before + 1);
}

TEST(AllocationTest, NoQuestionAllocates) {
  const Program& program = Reference();
  const long before = allocations;
  uint64_t allowed = 0;
  for (PartnerIndex partner = 0; partner <= program.partner_count();
       ++partner) {
    for (int role = 0; role <= v1::Role_MAX + 1; ++role) {
      for (int operation = 0; operation <= v1::Operation_MAX + 1; ++operation) {
        for (int category = 0; category <= v1::Category_MAX + 1; ++category) {
          Question question;
          question.operation = static_cast<v1::Operation>(operation);
          question.category = static_cast<v1::Category>(category);
          question.partner = partner;
          question.role = static_cast<v1::Role>(role);
          question.relations = 0xFF;
          question.conditions = kWrittenBasis | kAgreement;
          question.age = 17;
          question.state = v1::CASE_STATE_ACTIVE;
          question.notice_given = (category & 1) != 0;
          question.is_entry = true;
          question.own = (category & 2) != 0;
          question.asked = true;
          question.carried = true;
          allowed += program.Decide(question).allowed ? 1 : 0;
        }
      }
    }
  }
  EXPECT_EQ(allocations, before);
  EXPECT_GT(allowed, 1000u);
}

TEST(AllocationTest, GatesAndClassesAllocateNothing) {
  const Program& program = Reference();
  const long before = allocations;
  bool open = false;
  for (PartnerIndex partner = 0; partner < program.partner_count(); ++partner) {
    for (uint8_t age = 0; age < 100; ++age) {
      open ^=
          program.PartnerGateOpen(partner, age, false, v1::CATEGORY_SCHOOLING,
                                  v1::OPERATION_CONTRIBUTE);
    }
    open ^= program.ProhibitedClasses(partner) != 0;
    open ^= program.FindPartner(program.PartnerId(partner)) == kNoPartner;
  }
  EXPECT_EQ(allocations, before);
  EXPECT_TRUE(open || !open);
}

}  // namespace
}  // namespace sceau::policy
