// SPDX-License-Identifier: GPL-2.0-or-later
// A KVM that is there and dead, told by QEMUs that are scripts: each dies in its own way, none is waited for.
#include "orchestrator/machine/qemu/prove_kvm.hpp"

#include "orchestrator/machine/qemu/find_qemu.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

namespace cloister {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class ProveKvm : public ::testing::Test {
  protected:
    ProveKvm() : path_(std::getenv("PATH")) {
        std::string pattern = (fs::temp_directory_path() / "cloister-kvm-XXXXXX").string();
        directory_ = ::mkdtemp(pattern.data());
        std::ofstream(directory_ / "device") << "there";
        question_.memory = directory_ / "cache" / "kvm-proof";
        question_.device = directory_ / "device";
        question_.patience = std::chrono::milliseconds(700);
        ::setenv("PATH", (directory_.string() + ":" + path_).c_str(), 1);
    }
    ~ProveKvm() override {
        ::setenv("PATH", path_.c_str(), 1);
        fs::remove_all(directory_);
    }

    // What QEMU does; its QMP socket is descriptor $qmp. Every start is noted.
    void qemu_is(const std::string& script) const {
        const fs::path program = directory_ / qemu_program;
        std::ofstream(program) << "#!/bin/bash\necho started >>" << (directory_ / "starts").string()
                               << "\nqmp=$(sed 's/.*id=qmp,fd=\\([0-9]*\\).*/\\1/' <<<\"$*\")\n"
                               << script << "\n";
        fs::permissions(program, fs::perms::owner_all);
    }
    KvmProof prove() const {
        GuestSpec spec;
        spec.directory = directory_ / "run";
        fs::create_directories(spec.directory);
        return prove_kvm(std::move(spec), question_);
    }
    std::size_t starts() const {
        std::ifstream in(directory_ / "starts");
        return static_cast<std::size_t>(std::count(std::istreambuf_iterator<char>(in), {}, '\n'));
    }

    std::string path_;
    fs::path directory_;
    KvmQuestion question_;
};

constexpr const char* silence = "exec sleep 1000";

TEST_F(ProveKvm, IsDeadWhereQemuHangs) {
    qemu_is(silence);
    const KvmProof proof = prove();
    EXPECT_FALSE(proof.works);
    EXPECT_THAT(proof.why, HasSubstr("is there and dead: no guest reached its agent under it within 700ms"));
}

TEST_F(ProveKvm, IsDeadWhereQemuAborts) {
    qemu_is("echo 'qemu: kvm_init_vcpu failed: Bad address' >&2; kill -ABRT $$");
    const KvmProof proof = prove();
    EXPECT_FALSE(proof.works);
    EXPECT_THAT(proof.why, HasSubstr("kvm_init_vcpu failed: Bad address"));
}

TEST_F(ProveKvm, IsDeadWhereTheGuestStopsInItsDecompressor) {
    qemu_is(R"(echo '{"QMP": {"version": {"qemu": {"major": 7, "minor": 2, "micro": 0}}}}' >&"$qmp"
while read -r line <&"$qmp"; do
    case $line in
        *query-cpus-fast*) echo '{"return": [{"cpu-index": 0, "thread-id": '$$'}]}' >&"$qmp"; break ;;
        *) echo '{"return": {}}' >&"$qmp" ;;
    esac
done
exec sleep 1000)");
    const KvmProof proof = prove();
    EXPECT_FALSE(proof.works);
    EXPECT_THAT(proof.why, HasSubstr("no guest reached its agent"));
}

TEST_F(ProveKvm, IsAskedOnceAndRemembered) {
    qemu_is(silence);
    EXPECT_EQ(remembered_kvm_proof(question_), std::nullopt);
    const std::string why = prove().why;
    EXPECT_EQ(prove().why, why);
    EXPECT_EQ(starts(), 1U);
    ASSERT_TRUE(remembered_kvm_proof(question_));
    EXPECT_EQ(remembered_kvm_proof(question_)->why, why);
    EXPECT_TRUE(fs::is_empty(directory_ / "run"));
}

TEST_F(ProveKvm, IsAskedAnewOfAnotherQemu) {
    qemu_is(silence);
    prove();
    fs::last_write_time(directory_ / qemu_program, fs::file_time_type::clock::now() - std::chrono::hours(1));
    EXPECT_EQ(remembered_kvm_proof(question_), std::nullopt);
}

TEST_F(ProveKvm, IsNotBlamedForAKernelThatMayNotBoot) {
    qemu_is(silence);
    question_.kernel_is_known_to_boot = false;
    EXPECT_FALSE(prove().works);
    EXPECT_EQ(remembered_kvm_proof(question_), std::nullopt);
}

TEST_F(ProveKvm, IsNoneWithoutADevice) {
    question_.device = directory_ / "nothing";
    EXPECT_EQ(prove().why, "no " + question_.device.string() + " that we may use");
    EXPECT_EQ(starts(), 0U);
}

} // namespace
} // namespace cloister
