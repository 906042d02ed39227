// The one promise of the AEAD that needs a million messages to be shown.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

#include "crypto/aead.h"
#include "tests/crypto/test_data.h"

namespace sceau::crypto {
namespace {

TEST(AeadNonceTest, NeverRepeatsInAMillionOverFourThreads) {
  constexpr size_t kThreads = 4;
  constexpr size_t kEach = 250'000;
  const AeadKey key(::sceau::testing::Counting(kAeadKeyBytes));
  // The first eight of twelve bytes: that even these differ is to be expected
  // but for odds of 3 in 10^8.
  std::vector<uint64_t> starts(kThreads * kEach);
  {
    std::vector<std::jthread> threads;
    for (size_t t = 0; t < kThreads; ++t) {
      threads.emplace_back([t, &key, &starts] {
        Bytes sealed;
        for (size_t i = 0; i < kEach; ++i) {
          sealed.clear();
          key.AppendSealed({}, {}, sealed);
          std::memcpy(&starts[t * kEach + i], sealed.data(), sizeof(uint64_t));
        }
      });
    }
  }
  std::sort(starts.begin(), starts.end());
  EXPECT_EQ(std::adjacent_find(starts.begin(), starts.end()), starts.end());
}

}  // namespace
}  // namespace sceau::crypto
