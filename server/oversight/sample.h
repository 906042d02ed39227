// How many readings to draw, which ones, and what they allow to say of all.
// Drawing is without putting back: hypergeometric. Pure.
#ifndef SCEAU_SERVER_OVERSIGHT_SAMPLE_H_
#define SCEAU_SERVER_OVERSIGHT_SAMPLE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "crypto/bytes.h"
#include "server/oversight/access_index.h"

namespace sceau {

inline constexpr int kConfidencePercent = 95;
inline constexpr int kUsualMaxPercent = 5;
inline constexpr int kMostMaxPercent = 20;

// The smallest sample of `population` without an unjustified one that lets say,
// with kConfidencePercent, that fewer than `max_percent` (1 to 100) of all are.
int64_t SampleSize(int64_t population, int max_percent);

// With that confidence, at most so many of `population` are unjustified when
// `found` of `drawn` are.
int64_t UpperBound(int64_t population, int64_t drawn, int64_t found);

// `size` of `rows`, drawn with a review's key and in the order of the journal.
// A smaller draw is a part of a larger one.
std::vector<AccessAt> Draw(std::vector<AccessAt> rows, crypto::ByteView key,
                           size_t size);

}  // namespace sceau

#endif  // SCEAU_SERVER_OVERSIGHT_SAMPLE_H_
