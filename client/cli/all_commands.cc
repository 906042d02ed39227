#include "client/cli/all_commands.h"

#include "client/cli/cases/case_commands.h"
#include "client/cli/charter/charter_commands.h"
#include "client/cli/group/group_commands.h"
#include "client/cli/journal/journal_commands.h"
#include "client/cli/review/officer_commands.h"

namespace sceau {

void AddAll(Commands& commands) {
  AddWhoAmI(commands);
  AddTodo(commands);
  AddReferral(commands);
  AddCase(commands);
  AddNotice(commands);
  AddEntry(commands);
  AddAction(commands);
  AddLeadWorker(commands);
  AddDecision(commands);
  AddSession(commands);
  AddCharter(commands);
  AddCharterLife(commands);
  AddCharterFile(commands);
  AddExplain(commands);
  AddMember(commands);
  AddImport(commands);
  AddJournal(commands);
  AddJournalVerify(commands);
  AddJournalRestore(commands);
  AddJournalWitness(commands);
  AddJournalExport(commands);
  AddQuestions(commands);
  AddOfficer(commands);
  AddOfficerFinding(commands);
  AddOfficerReport(commands);
  AddSelftest(commands);
  AddProfile(commands);
}

}  // namespace sceau
