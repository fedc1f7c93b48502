using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Storage;

/// <summary>The database. Tables are made by the scripts in Migrations; this only maps them.</summary>
internal sealed class Store(DbContextOptions<Store> options) : DbContext(options)
{
    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Upload> Uploads => Set<Upload>();

    public DbSet<Master> Masters => Set<Master>();

    public DbSet<Revision> Revisions => Set<Revision>();

    public DbSet<Reference> References => Set<Reference>();

    public DbSet<Job> Jobs => Set<Job>();

    public DbSet<IdempotentAnswer> IdempotentAnswers => Set<IdempotentAnswer>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<LinkKey> LinkKeys => Set<LinkKey>();

    public DbSet<AccountUse> AccountUses => Set<AccountUse>();

    public DbSet<OwnPreset> OwnPresets => Set<OwnPreset>();

    public DbSet<Webhook> Webhooks => Set<Webhook>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    public DbSet<Share> Shares => Set<Share>();

    public DbSet<Comment> Comments => Set<Comment>();

    public DbSet<Approval> Approvals => Set<Approval>();

    /// <summary>Has SQLite's journal forget what was erased; other databases have none that stays.</summary>
    public async Task ForgetJournalAsync()
    {
        if (Database.IsSqlite())
        {
            await Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<Account>().ToTable("accounts");
        model.Entity<Upload>(upload =>
        {
            upload.ToTable("uploads");
            upload.Ignore(u => u.IsComplete);
            upload.HasMany(u => u.Parts).WithOne().HasForeignKey(part => part.UploadId);
        });
        model.Entity<UploadPart>().ToTable("upload_parts").HasKey(part => new { part.UploadId, part.Start });
        model.Entity<Master>(master =>
        {
            master.ToTable("masters");
            master.HasMany(m => m.Revisions).WithOne().HasForeignKey(revision => revision.MasterId);
        });
        model.Entity<Revision>(revision =>
        {
            revision.ToTable("revisions").HasKey(r => new { r.MasterId, r.Number });
            revision.HasOne(r => r.Job).WithMany().HasForeignKey(r => r.JobId);
        });
        model.Entity<Reference>(reference =>
        {
            reference.ToTable("reference_tracks");
            reference.HasOne(r => r.Job).WithMany().HasForeignKey(r => r.JobId);
        });
        model.Entity<Job>(job =>
        {
            job.ToTable("jobs");
            job.Property(j => j.Kind).HasConversion<string>();
            job.Property(j => j.State).HasConversion<string>();
        });
        model.Entity<IdempotentAnswer>(answer =>
        {
            answer.ToTable("idempotent_answers").HasKey(a => new { a.AccountId, a.Key });
            answer.HasOne<Job>().WithMany().HasForeignKey(a => a.JobId);
        });
        model.Entity<Session>().ToTable("sessions").HasKey(session => session.TokenHash);
        model.Entity<ApiKey>().ToTable("api_keys");
        model.Entity<LinkKey>().ToTable("link_keys").HasKey(key => key.Name);
        model.Entity<AccountUse>().ToTable("account_use").HasKey(use => new { use.AccountId, use.Month });
        model.Entity<OwnPreset>().ToTable("own_presets").HasKey(preset => new { preset.AccountId, preset.Name });
        model.Entity<Webhook>().ToTable("webhooks");
        model.Entity<WebhookDelivery>(message =>
        {
            message.ToTable("webhook_deliveries");
            message.Property(m => m.Event).HasConversion<string>();
            message.Property(m => m.State).HasConversion<string>();
        });
        model.Entity<Share>().ToTable("shares");
        model.Entity<Comment>().ToTable("comments");
        model.Entity<Approval>(approval =>
        {
            approval.ToTable("approvals").HasKey(a => new { a.ShareId, a.Revision, a.Name });
            approval.Property(a => a.Verdict).HasConversion<string>();
        });
        foreach (Microsoft.EntityFrameworkCore.Metadata.IMutableEntityType entity in model.Model.GetEntityTypes())
        {
            foreach (Microsoft.EntityFrameworkCore.Metadata.IMutableProperty property in entity.GetProperties())
            {
                property.SetColumnName(ColumnName(property.Name));
            }
        }
    }

    /// <summary>LeaseUntil becomes lease_until.</summary>
    private static string ColumnName(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? $"{(i > 0 ? "_" : "")}{char.ToLowerInvariant(c)}" : $"{c}"));
}
