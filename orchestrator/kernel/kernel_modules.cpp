// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/kernel_modules.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/kernel/config_line.hpp"
#include "orchestrator/kernel/unpacked.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace cloister {

namespace fs = std::filesystem;

namespace {

struct Wanted {
    const char* module;
    const char* option;
    bool needed; // else a disturber says that it is not there
};

constexpr std::array<Wanted, 4> wanted{{{"virtio_pci", "VIRTIO_PCI", true},
                                        {"virtio_console", "VIRTIO_CONSOLE", true},
                                        {"brd", "BLK_DEV_RAM", false},
                                        {"msr", "X86_MSR", false}}};

// "virtio-gpu.ko.xz" → "virtio_gpu"; empty for what is no module.
std::string module_name(const fs::path& file) {
    std::string name = file.filename().string();
    const std::size_t end = name.find(".ko");
    if (end == std::string::npos)
        return "";
    name.resize(end);
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

std::map<std::string, fs::path> files_in(const fs::path& directory) {
    std::map<std::string, fs::path> files;
    for (const char* part : {"kernel", "updates", "extra"}) // the later one wins, as for depmod
        if (fs::is_directory(directory / part))
            for (const auto& entry : fs::recursive_directory_iterator(directory / part))
                if (std::string name = module_name(entry.path()); !name.empty())
                    files[name] = entry.path();
    return files;
}

// Of .modinfo, which is texts "key=value" that end with a zero (scripts/mod/modpost.c, add_depends()).
std::vector<std::string> depends(std::string_view module) {
    constexpr std::string_view key("\0depends=", 9);
    std::vector<std::string> names;
    const std::size_t at = module.find(key);
    if (at == std::string_view::npos)
        return names;
    std::string_view list = module.substr(at + key.size());
    list = list.substr(0, list.find('\0'));
    while (!list.empty()) {
        const std::string_view name = list.substr(0, list.find(','));
        names.emplace_back(name);
        list.remove_prefix(std::min(name.size() + 1, list.size()));
    }
    return names;
}

class Collection {
  public:
    explicit Collection(std::map<std::string, fs::path> files) : files_(std::move(files)) {}

    // What is not there is built in.
    bool add(const std::string& name) {
        const auto file = files_.extract(name); // once
        if (!file)
            return has(name);
        KernelModule module{name, unpacked(read_text_file(file.mapped()))};
        for (const std::string& each : depends(module.bytes))
            add(each);
        modules_.push_back(std::move(module));
        return true;
    }
    std::vector<KernelModule> take() { return std::move(modules_); }

  private:
    bool has(const std::string& name) const {
        return std::any_of(modules_.begin(), modules_.end(),
                           [&](const KernelModule& module) { return module.name == name; });
    }

    std::map<std::string, fs::path> files_;
    std::vector<KernelModule> modules_;
};

} // namespace

fs::path modules_directory(const fs::path& image, const std::string& release) {
    if (release.empty())
        return {};
    const fs::path beside = fs::canonical(image).parent_path();
    const fs::path root = beside.parent_path();
    for (const fs::path& each : {root / "lib/modules" / release, root / "usr/lib/modules" / release, beside,
                                 fs::path("/lib/modules") / release})
        if (fs::is_directory(each / "kernel") && fs::exists(each / "modules.builtin"))
            return each;
    return {};
}

std::vector<KernelModule> modules_for_guest(const fs::path& image, const std::string& release,
                                            const std::string& config) {
    const fs::path directory = modules_directory(image, release);
    Collection modules(directory.empty() ? std::map<std::string, fs::path>{} : files_in(directory));
    for (const Wanted& each : wanted)
        if (!modules.add(each.module) && each.needed &&
            has_line(config, fmt::format("CONFIG_{}=m", each.option)))
            throw LabError(
                Fault::wrong_use, "kernel",
                fmt::format("kernel {} has {} as a module, and {}: name an image whose modules are "
                            "in ../lib/modules, or build one that needs none: cloister kernel build 6.12",
                            image.string(), each.module,
                            directory.empty() ? "nobody knows where its modules are"
                                              : directory.string() + " does not have it"));
    return modules.take();
}

} // namespace cloister
