// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/mail_thread.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/kernel/logged_command.hpp"
#include "orchestrator/kernel/unpacked.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <algorithm>
#include <sstream>

namespace cloister {

namespace fs = std::filesystem;

namespace {

std::string subject_in(const std::string& headers) {
    const std::string mark = "Subject: ";
    std::istringstream lines(headers);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(mark))
            return line.substr(mark.size());
    return "";
}

// Decoded, and cut where its text ends: what mailinfo takes for the diff.
Mail read_mail(const fs::path& file, const fs::path& mbox) {
    const CommandOutput headers = output_of(
        {"sh", "-c", "git mailinfo -k --no-scissors \"$1.text\" \"$1.diff\" <\"$1\"", "sh", file.string()});
    if (headers.status != 0)
        throw LabError(Fault::wrong_use, "kernel",
                       mbox.string() + ": git cannot read its mail " + file.filename().string() + ": " +
                           headers.last_line());
    return {subject_in(headers.text), read_text_file(file.string() + ".diff")};
}

} // namespace

std::vector<Mail> read_thread(const fs::path& mbox) {
    if (!fs::is_regular_file(mbox))
        throw LabError(Fault::wrong_use, "kernel",
                       mbox.string() + " is no mbox: it is not there, or no file");
    const TemporaryDirectory work;
    const fs::path plain = work.path() / "mbox";
    write_text_file(plain, unpacked(read_text_file(mbox)));
    const fs::path mails = work.path() / "mails";
    fs::create_directories(mails);
    const CommandOutput split = output_of({"git", "mailsplit", "-o" + mails.string(), plain.string()});
    if (split.status != 0)
        throw LabError(Fault::wrong_use, "kernel", mbox.string() + " is no mbox: " + split.last_line());
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(mails))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<Mail> thread;
    for (const fs::path& file : files)
        thread.push_back(read_mail(file, mbox));
    return thread;
}

} // namespace cloister
