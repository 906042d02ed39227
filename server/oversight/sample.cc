#include "server/oversight/sample.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "crypto/canonical.h"
#include "crypto/digest.h"

namespace sceau {
namespace {

constexpr double kRisk = (100 - kConfidencePercent) / 100.0;

double LogChoose(int64_t n, int64_t k) {
  const auto d = [](int64_t x) { return static_cast<double>(x); };
  return std::lgamma(d(n) + 1) - std::lgamma(d(k) + 1) -
         std::lgamma(d(n - k) + 1);
}

// The chance of `found` or fewer among `drawn` when `bad` of all are.
double ChanceOfSoFew(int64_t population, int64_t bad, int64_t drawn,
                     int64_t found) {
  double chance = 0;
  const int64_t least = std::max<int64_t>(0, drawn - (population - bad));
  for (int64_t k = least; k <= std::min(found, std::min(drawn, bad)); ++k) {
    chance +=
        std::exp(LogChoose(bad, k) + LogChoose(population - bad, drawn - k) -
                 LogChoose(population, drawn));
  }
  return chance;
}

// Steele, Lea and Flood's mix of 64 bits: enough to draw, under a secret seed.
uint64_t Mixed(uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

}  // namespace

int64_t SampleSize(int64_t population, int max_percent) {
  if (population <= 0) return 0;
  const int64_t bad = std::max<int64_t>(
      1, (population * max_percent + 99) / 100);  // Too many to pass.
  double none = 1;
  int64_t size = 0;
  while (none > kRisk && size < population) {
    none *= static_cast<double>(std::max<int64_t>(0, population - bad - size)) /
            static_cast<double>(population - size);
    ++size;
  }
  return size;
}

int64_t UpperBound(int64_t population, int64_t drawn, int64_t found) {
  int64_t low = found;
  int64_t high = population - (drawn - found);
  while (low < high) {
    const int64_t middle = low + (high - low + 1) / 2;
    if (ChanceOfSoFew(population, middle, drawn, found) > kRisk) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

std::vector<AccessAt> Draw(std::vector<AccessAt> rows, crypto::ByteView key,
                           size_t size) {
  crypto::CanonicalWriter message;
  message.Text("sceau sample v1");
  const crypto::Hash hash = crypto::HmacSha256(key, message.View());
  uint64_t seed = 0;
  for (size_t i = 0; i < sizeof(seed); ++i) seed = seed << 8 | hash[i];
  const auto leaf_of = [](const AccessAt& at) {
    return at.chunk->leaf[at.row];
  };
  if (size < rows.size()) {
    const auto end = rows.begin() + static_cast<std::ptrdiff_t>(size);
    std::nth_element(rows.begin(), end, rows.end(),
                     [&](const AccessAt& a, const AccessAt& b) {
                       return Mixed(seed ^ leaf_of(a)) <
                              Mixed(seed ^ leaf_of(b));
                     });
    rows.erase(end, rows.end());
  }
  std::sort(rows.begin(), rows.end(),
            [&](const AccessAt& a, const AccessAt& b) {
              return leaf_of(a) < leaf_of(b);
            });
  return rows;
}

}  // namespace sceau
