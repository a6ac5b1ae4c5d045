using Stepwell.Testing;
using Stepwell.Testing.Disks;

namespace Stepwell.Store.Tests.Disks;

/// <summary>
/// The embedded store, whole, on a disk that fails. Whatever happens: errors are errors, what was acknowledged is there after a power cut, what
/// was refused is not, nothing is torn, and the store goes on when the fault ends.
/// </summary>
public sealed class DiskFaultTests
{
    private const int Groups = 24;

    /// <summary>What a load without faults asks of the disk, about.</summary>
    private static readonly Lazy<int> UsualOperations = new(() =>
    {
        using var run = new DiskRun(1);
        run.Load(Groups);
        return (int)run.Disk.OperationCount;
    });

    public static TheoryData<int> ManySeeds => Seeds.First(40);

    public static TheoryData<int> SomeSeeds => Seeds.First(25);

    [Theory]
    [MemberData(nameof(ManySeeds))]
    public void What_was_acknowledged_is_there_whole_after_a_power_cut_at_any_operation(int seed)
    {
        using var run = new DiskRun(seed);
        var last = run.Random.Next(UsualOperations.Value);
        run.Disk.Plan = operation => operation.Number == last ? DiskFault.PowerCut : DiskFault.None;
        run.Load(Groups);
        run.CheckAfterPowerCut();
    }

    [Theory]
    [MemberData(nameof(ManySeeds))]
    public void Store_recovers_from_operations_that_fail_and_keeps_all_it_acknowledged(int seed)
    {
        using var run = new DiskRun(seed);
        var first = run.Random.Next(UsualOperations.Value);
        var count = 1 + run.Random.Next(1 << run.Random.Next(6));
        run.Disk.Plan = operation => operation.Number >= first && operation.Number < first + count ? DiskFault.Error : DiskFault.None;
        run.Load(Groups);
        run.CheckAfterPowerCut();
    }

    [Theory]
    [MemberData(nameof(SomeSeeds))]
    public void Store_recovers_when_a_full_disk_has_room_again(int seed)
    {
        using var run = new DiskRun(seed);
        var first = run.Random.Next(UsualOperations.Value);
        var count = 1 + run.Random.Next(1 << run.Random.Next(6));
        run.Disk.Plan = operation =>
            operation.Kind is DiskOperationKind.Write or DiskOperationKind.GrowIndex && operation.Number >= first && operation.Number < first + count
                ? DiskFault.Full
                : DiskFault.None;
        run.Load(Groups);
        run.CheckAfterPowerCut();
    }

    [Theory]
    [MemberData(nameof(ManySeeds))]
    public void A_sync_that_fails_is_never_taken_for_one_that_a_later_one_makes_good(int seed)
    {
        using var run = new DiskRun(seed);
        var rate = 3 + run.Random.Next(12);
        run.Disk.Plan = operation =>
            operation.Kind is DiskOperationKind.Sync && IsHit(seed, operation, rate) ? DiskFault.Error : DiskFault.None;
        run.Load(Groups);
        run.CheckAfterPowerCut();
    }

    [Theory]
    [MemberData(nameof(ManySeeds))]
    public void Store_recovers_from_faults_of_all_kinds_and_a_power_cut_among_them(int seed)
    {
        using var run = new DiskRun(seed);
        var rate = 20 + run.Random.Next(100);
        var end = UsualOperations.Value * 3;
        var last = run.Random.Next(3) == 0 ? long.MaxValue : run.Random.Next(UsualOperations.Value * 2);
        run.Disk.Plan = operation => operation.Number == last
            ? DiskFault.PowerCut
            : operation.Number < end && IsHit(seed, operation, rate) ? (DiskFault)(1 + (operation.Number % 2)) : DiskFault.None;
        run.Load(Groups);
        run.CheckAfterPowerCut();
    }

    /// <summary>One of so many.</summary>
    private static bool IsHit(int seed, DiskOperation operation, int rate) => new Random((seed * 7919) + (int)operation.Number).Next(rate) == 0;
}
