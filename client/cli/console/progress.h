// A bar on a terminal for what takes longer than a moment.
#ifndef SCEAU_CLIENT_CLI_CONSOLE_PROGRESS_H_
#define SCEAU_CLIENT_CLI_CONSOLE_PROGRESS_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "client/cli/console/context.h"

namespace sceau {

// What is done sooner than this shows no bar.
inline constexpr absl::Duration kBarAfter = absl::Seconds(1);
// The bar is drawn at most this often.
inline constexpr absl::Duration kBarEvery = absl::Milliseconds(100);

// « lecture  [#####-----]  120/240 » on standard error, drawn over itself and
// wiped when it goes. Nothing at all where that is no terminal.
class ProgressBar {
 public:
  ProgressBar(Context& context, absl::string_view what);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void Show(size_t done, size_t total);

 private:
  Context& context_;
  const std::string what_;
  const absl::Time begun_;
  absl::Time drawn_ = absl::InfinitePast();
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CONSOLE_PROGRESS_H_
