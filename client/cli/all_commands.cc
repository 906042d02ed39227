#include "client/cli/all_commands.h"

#include "client/cli/cases/case_commands.h"
#include "client/cli/charter/charter_commands.h"
#include "client/cli/group/group_commands.h"
#include "client/cli/journal/journal_commands.h"
#include "client/cli/review/officer_commands.h"

namespace sceau {

void AddAll(Commands& commands) {
  command_who_am_i::Add(commands);
  command_todo::Add(commands);
  command_referral::Add(commands);
  command_case::Add(commands);
  command_notice::Add(commands);
  command_entry::Add(commands);
  command_action::Add(commands);
  command_lead_worker::Add(commands);
  command_decision::Add(commands);
  command_session::Add(commands);
  command_charter::Add(commands);
  command_charter_life::Add(commands);
  command_charter_file::Add(commands);
  command_explain::Add(commands);
  command_member::Add(commands);
  command_import::Add(commands);
  command_journal::Add(commands);
  command_journal_verify::Add(commands);
  command_journal_restore::Add(commands);
  command_journal_witness::Add(commands);
  command_journal_export::Add(commands);
  command_questions::Add(commands);
  command_officer::Add(commands);
  command_officer_finding::Add(commands);
  command_officer_report::Add(commands);
  command_selftest::Add(commands);
  command_profile::Add(commands);
}

}  // namespace sceau
