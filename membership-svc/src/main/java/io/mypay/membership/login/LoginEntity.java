package io.mypay.membership.login;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A login as a sign-up writes it, in the Panache transaction of its membership. */
@Entity
@Table(name = "login")
public class LoginEntity {
    @Id UUID subject;
    String email;

    @Column(name = "password_hash")
    String passwordHash;

    String role;

    @Column(name = "create_time")
    Instant createTime;

    static LoginEntity of(Login login, Instant now) {
        var row = new LoginEntity();
        row.subject = login.subject();
        row.email = login.email().value();
        row.passwordHash = login.password().value();
        row.role = login.role().name();
        row.createTime = now;
        return row;
    }
}
